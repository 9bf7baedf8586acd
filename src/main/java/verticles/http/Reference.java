package verticles.http;

import java.nio.charset.StandardCharsets;

/** The contract as people read it: a page, and the file itself. */
record Reference(StaticFile page, StaticFile file) {
  private static final class Shipped {
    static final Reference REFERENCE = render(Contract.load());
  }

  /** That of the shipped contract is rendered and compressed once, for that takes a while. */
  static Reference of(Contract contract) {
    return contract == Contract.load() ? Shipped.REFERENCE : render(contract);
  }

  private static Reference render(Contract contract) {
    return new Reference(
        DocsPage.render(contract),
        new StaticFile(
            contract.text().getBytes(StandardCharsets.UTF_8),
            "application/yaml; charset=utf-8",
            StaticFile.ASK_FIRST,
            ""));
  }
}
