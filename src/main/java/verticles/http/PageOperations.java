package verticles.http;

/** The application, its parts, the reference and the contract: all of it ready in memory. */
final class PageOperations {
  private static final String ASSETS = "/a/";

  private final Shell shell;
  private final Reference reference;

  private PageOperations(Shell shell, Reference reference) {
    this.shell = shell;
    this.reference = reference;
  }

  /** Reads, renders and compresses everything, which takes a while. */
  static PageOperations load(Contract contract, String webroot) {
    return new PageOperations(Shell.load(webroot), Reference.of(contract));
  }

  void page(Exchange exchange) {
    shell.page().send(exchange);
  }

  void asset(Exchange exchange) {
    String name = exchange.path().substring(ASSETS.length());
    shell.asset(name).ifPresentOrElse(file -> file.send(exchange), () -> NotFound.answer(exchange));
  }

  void docs(Exchange exchange) {
    reference.page().send(exchange);
  }

  void contract(Exchange exchange) {
    reference.file().send(exchange);
  }
}
