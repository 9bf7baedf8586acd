package verticles.http;

import java.nio.charset.StandardCharsets;

/** The application, its parts, the reference and the contract: all of it ready in memory. */
final class PageOperations {
  private static final String ASSETS = "/a/";

  private final Shell shell;
  private final StaticFile docs;
  private final StaticFile contract;

  private PageOperations(Shell shell, StaticFile docs, StaticFile contract) {
    this.shell = shell;
    this.docs = docs;
    this.contract = contract;
  }

  /** Reads, renders and compresses everything, which takes a while. */
  static PageOperations load(Contract contract, String webroot) {
    return new PageOperations(
        Shell.load(webroot),
        DocsPage.render(contract),
        new StaticFile(
            contract.text().getBytes(StandardCharsets.UTF_8),
            "application/yaml; charset=utf-8",
            StaticFile.ASK_FIRST,
            ""));
  }

  void page(Exchange exchange) {
    shell.page().send(exchange);
  }

  void asset(Exchange exchange) {
    String name = exchange.path().substring(ASSETS.length());
    shell.asset(name).ifPresentOrElse(file -> file.send(exchange), () -> NotFound.answer(exchange));
  }

  void docs(Exchange exchange) {
    docs.send(exchange);
  }

  void contract(Exchange exchange) {
    contract.send(exchange);
  }
}
