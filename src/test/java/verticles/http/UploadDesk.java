package verticles.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.identity.Role;
import verticles.market.ImportReport;

/** A server that counts what is imported, and who sends it files. */
final class UploadDesk implements AutoCloseable {
  static final String PRICES = "/api/v1/market/prices";

  final TestServer server;
  final AtomicInteger imported = new AtomicInteger();

  UploadDesk(Path data) {
    server = new TestServer(data).open();
    server.importer = (request, rows) -> report(rows.readAllBytes().length);
  }

  ImportReport report(int bytes) {
    imported.incrementAndGet();
    return new ImportReport("prices", bytes, bytes, 0, 0, 1);
  }

  HttpResponse<String> post(String path, String type, String body) {
    return server.send(
        server
            .as(Role.TRADER, path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  String head() {
    return "POST "
        + PRICES
        + " HTTP/1.1\nHost: x\nContent-Type: text/csv\nAuthorization: Bearer "
        + server.token(Role.TRADER)
        + "\n";
  }

  @Override
  public void close() {
    server.close();
  }
}
