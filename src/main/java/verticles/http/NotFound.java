package verticles.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Nothing is here: a small page for a browser, a problem for a program. */
final class NotFound {
  private static final Buffer PAGE =
      Buffer.buffer(
          """
          <!doctype html>
          <html lang="en">
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>Nothing here · SpinReserve</title>
          <style>%s</style>
          <h1>There is nothing here</h1>
          <p>The address may be mistyped. <a href="/">Go to the start</a> or <a href="/docs">read the reference</a>.</p>
          </html>
          """
              .formatted(DocsStyle.CSS));

  private NotFound() {}

  static void answer(Exchange exchange) {
    if (exchange.answered()) {
      return;
    }
    if (Negotiation.wantsPage(exchange.request().headers().get(HttpHeaders.ACCEPT))) {
      MultiMap headers = exchange.request().response().headers();
      DocumentHeaders.addTo(headers);
      headers.set(Names.CONTENT_SECURITY_POLICY, DocsStyle.POLICY);
      exchange.send(404, Names.HTML, PAGE);
    } else {
      exchange.fail(
          FailureException.of(Failure.NOT_FOUND, "There is nothing at this address; see /docs."));
    }
  }
}
