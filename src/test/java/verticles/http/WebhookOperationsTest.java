package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.audit.AuditEvent;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.tasks.TaskFiles;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** Webhooks and files of tasks over HTTP, with a real database. */
class WebhookOperationsTest {
  private static final String DESK = "/api/v1/webhooks/desk";
  private static final String URL = "{\"url\":\"http://127.0.0.1:7777/path-hunter2\"}";

  private final Vertx database = Vertx.vertx();
  private final PlainPostgres postgres = new PlainPostgres(database, TestPostgres.migrated());
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data, TestServer.config(), TestServer.NOTIFICATIONS, postgres).open();
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private HttpResponse<String> send(Caller caller, String method, String path, String body) {
    return server.send(
        server
            .as(caller, path)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(String method, String path, String body) {
    return send(new Caller("ann", "north", Role.OPERATOR), method, path, body);
  }

  private static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  @Test
  void aWebhookIsMadeReadChangedRenewedAndDeleted() {
    JsonObject made = json(send("PUT", DESK, URL), 201);
    JsonObject read = json(send("GET", DESK, ""), 200);
    JsonObject changed = json(send("PUT", DESK, URL), 200);
    JsonObject renewed = json(send("POST", DESK + "/secret", ""), 200);
    JsonObject list = json(send("GET", "/api/v1/webhooks", ""), 200);

    assertThat(made.getString("secret")).startsWith("whsec_");
    assertThat(read.containsKey("secret")).isFalse();
    assertThat(read.getString("url")).endsWith("/path-hunter2");
    assertThat(read.getString("createdBy")).isEqualTo("ann");
    assertThat(changed.containsKey("secret")).isFalse();
    assertThat(changed.getString("previousUntil")).isNull();
    assertThat(renewed.getString("secret"))
        .startsWith("whsec_")
        .isNotEqualTo(made.getString("secret"));
    assertThat(renewed.getString("previousUntil")).isNotNull();
    assertThat(list.getJsonArray("items").getJsonObject(0).fieldNames())
        .containsExactlyInAnyOrder(
            "name", "url", "createdBy", "createdAt", "changedAt", "previousUntil");
    assertThat(send("DELETE", DESK, "").statusCode()).isEqualTo(204);
    assertThat(send("GET", DESK, "").statusCode()).isEqualTo(404);
  }

  @Test
  void theAuditLogHasTheHostAndNeitherPathNorSecret() {
    send("PUT", DESK, URL.replace("}", ",\"secret\":\"whsec_%s\"}".formatted("A".repeat(32))));
    send("POST", DESK + "/secret", "");
    send("DELETE", DESK, "");

    Patience.holds(() -> assertThat(server.audit.recorded).hasSize(3));
    assertThat(server.audit.recorded)
        .extracting(AuditEvent::operation)
        .containsExactly("saveWebhook", "renewWebhookSecret", "deleteWebhook");
    assertThat(server.audit.recorded).extracting(AuditEvent::subject).containsOnly("webhook/desk");
    assertThat(server.audit.recorded.getFirst().after().orElseThrow().getString("host"))
        .isEqualTo("127.0.0.1:7777");
    assertThat(server.audit.recorded.toString()).doesNotContain("hunter2").doesNotContain("whsec_");
  }

  @Test
  void ofAnotherOrganisationNothingIsThere() {
    send("PUT", DESK, URL);
    Caller sue = new Caller("sue", "south", Role.ADMIN);

    assertThat(send(sue, "GET", DESK, "").statusCode()).isEqualTo(404);
    assertThat(send(sue, "DELETE", DESK, "").statusCode()).isEqualTo(404);
    assertThat(send(sue, "POST", DESK + "/secret", "").statusCode()).isEqualTo(404);
    assertThat(json(send(sue, "GET", "/api/v1/webhooks", ""), 200).getJsonArray("items")).isEmpty();
    Caller tom = new Caller("tom", "north", Role.TRADER);
    assertThat(send(tom, "GET", DESK, "").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                | url
          {"url":"http://169.254.169.254/latest"}                           | /url
          {"url":"http://127.0.0.1:80/"}                                    | /url
          {"url":"ftp://127.0.0.1/"}                                        | /url
          {"url":"http://127.0.0.1:7777/","secret":"whsec_short"}           | /secret
          {"url":"http://127.0.0.1:7777/","secret":"%s"}                    | /secret
          {"url":"http://127.0.0.1:7777/","more":1}                         | more
          """)
  void badInputIsNamed(String body, String pointer) {
    HttpResponse<String> answer = send("PUT", DESK, body.replace("%s", "hunter2".repeat(9)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(pointer).doesNotContain("hunter2");
  }

  @Test
  void aFileOfATaskIsReadByItsOwnerAndByAdminsAndThatIsTakenDown() throws IOException {
    Caller ann = new Caller("ann", "north", Role.TRADER);
    byte[] bytes = new byte[600_000];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (at * 31 >> 8);
    }
    UUID id = new TaskFiles(postgres).keep(ann, new ByteArrayInputStream(bytes)).id();
    String path = "/api/v1/tasks/files/" + id;

    HttpResponse<byte[]> answer = server.sendForBytes(server.as(ann, path).GET());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
    assertThat(answer.headers().firstValue("content-disposition").orElse(""))
        .startsWith("attachment");
    for (Caller other :
        List.of(
            new Caller("bob", "north", Role.TRADER),
            new Caller("ann", "south", Role.TRADER),
            new Caller("olga", "north", Role.OPERATOR))) {
      assertThat(send(other, "GET", path, "").statusCode()).isEqualTo(404);
    }
    Caller admin = new Caller("root", "", Role.ADMIN);
    assertThat(server.sendForBytes(server.as(admin, path).GET()).body()).isEqualTo(bytes);
    Patience.holds(
        () ->
            assertThat(server.audit.recorded)
                .filteredOn(event -> event.subject().equals("task-file/" + id))
                .extracting(event -> event.who().name())
                .containsExactly("ann", "root"));
    assertThat(server.audit.refused)
        .filteredOn(event -> event.subject().equals("task-file/" + id))
        .hasSize(3);
  }
}
