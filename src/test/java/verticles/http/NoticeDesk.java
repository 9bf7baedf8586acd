package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import verticles.identity.Role;
import verticles.notify.Audience;
import verticles.notify.Notice;
import verticles.notify.Topic;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** A server that tells of what happens, and how a client comes to hear of it. */
final class NoticeDesk implements AutoCloseable {
  static final String V1 = "spinreserve.v1";

  final TestServer server;
  private final Vertx database = Vertx.vertx();

  NoticeDesk(Path data) {
    server =
        new TestServer(
                data,
                wide(),
                TestServer.NOTIFICATIONS,
                new PlainPostgres(database, TestPostgres.migrated()))
            .open();
  }

  static HttpConfig wide() {
    return TestServer.config("max-streams: 100", "max-streams-per-user: 5");
  }

  int port() {
    return server.front.port();
  }

  List<String> bearer(Role role) {
    return List.of("Authorization", "Bearer " + server.token(role));
  }

  SocketClient socket(Role role, String query) throws Exception {
    return SocketClient.open(port(), "/ws" + query, bearer(role), List.of(V1));
  }

  void publish(Audience audience, String type, int number) {
    publish(Topic.SYSTEM, audience, type, number);
  }

  void publish(Topic topic, Audience audience, String type, int number) {
    TestServer.await(
        server
            .notify
            .notifier()
            .publish(Notice.of(topic, audience, type, new JsonObject().put("n", number))));
  }

  HttpResponse<String> askTicket(String purpose, String... headers) {
    HttpRequest.Builder request =
        server
            .as(Role.VIEWER, "/api/v1/tickets")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"purpose\":\"" + purpose + "\"}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request);
  }

  String ticket(String purpose, String... headers) {
    HttpResponse<String> answer = askTicket(purpose, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new JsonObject(answer.body()).getString("ticket");
  }

  int withTicket(String ticket, String... headers) throws Exception {
    return SocketClient.refused(port(), "/ws", List.of(headers), List.of(V1, "ticket." + ticket));
  }

  static String until(Raw raw, String part) throws Exception {
    for (int lines = 0; lines < 1000; lines++) {
      String line = raw.line();
      if (line.contains(part)) {
        return line;
      }
    }
    throw new AssertionError("no line with " + part);
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
