package verticles.http;

/** The application, its parts, the reference and the contract: all of it ready in memory. */
final class PageOperations {
  private static final String ASSETS = "/a/";

  private final Shell shell;
  private final StaticFile docs;
  private final StaticFile contract;
  private final NotFound notFound;

  PageOperations(Shell shell, StaticFile docs, StaticFile contract, NotFound notFound) {
    this.shell = shell;
    this.docs = docs;
    this.contract = contract;
    this.notFound = notFound;
  }

  void page(Exchange exchange) {
    shell.page().send(exchange);
  }

  void asset(Exchange exchange) {
    String name = exchange.path().substring(ASSETS.length());
    shell.asset(name).ifPresentOrElse(file -> file.send(exchange), () -> notFound.answer(exchange));
  }

  void docs(Exchange exchange) {
    docs.send(exchange);
  }

  void contract(Exchange exchange) {
    contract.send(exchange);
  }
}
