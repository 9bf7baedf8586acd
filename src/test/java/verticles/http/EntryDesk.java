package verticles.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import verticles.identity.Role;

/** A server that keeps values, and an operator who writes them. */
final class EntryDesk implements AutoCloseable {
  static final String PATH = "/api/v1/performance/cache/entries/";
  static final String VALUE = PATH + "sessions/user/42";

  final TestServer server;

  EntryDesk(Path data) {
    server = new TestServer(data).open();
  }

  HttpResponse<String> put(String path, String value, String... headers) {
    HttpRequest.Builder request =
        server.as(Role.OPERATOR, path).PUT(HttpRequest.BodyPublishers.ofString(value));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Override
  public void close() {
    server.close();
  }
}
