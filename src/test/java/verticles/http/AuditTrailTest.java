package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.audit.AuditEvent;
import verticles.audit.Outcome;
import verticles.identity.Role;
import verticles.testing.Patience;

class AuditTrailTest {
  private static final String P = "/api/v1/performance";

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> put(Role role, String path, String body) {
    return send(role, path, "PUT", body);
  }

  private HttpResponse<String> send(Role role, String path, String method, String body) {
    HttpRequest.Builder request = server.as(role, path).header("Content-Type", "application/json");
    return server.send(request.method(method, BodyPublishers.ofString(body)));
  }

  private AuditEvent recorded() {
    Patience.holds(() -> assertThat(server.audit.recorded).hasSize(1));
    return server.audit.recorded.getFirst();
  }

  private AuditEvent refused() {
    Patience.holds(() -> assertThat(server.audit.refused).hasSize(1));
    return server.audit.refused.getFirst();
  }

  @Test
  void aChangeIsTakenDownWithWhoWhatBeforeAndAfter() {
    HttpResponse<String> answer =
        put(Role.ADMIN, P + "/cache/policies/simple", "{\"freshSeconds\":90}");

    AuditEvent event = recorded();
    assertThat(event.operation()).isEqualTo("changeCachePolicy");
    assertThat(event.outcome()).isEqualTo(Outcome.DONE);
    assertThat(event.status()).isEqualTo(200);
    assertThat(event.who()).isEqualTo(new AuditEvent.Who("ann", "north", "127.0.0.1"));
    assertThat(event.subject()).isEqualTo("cache-policy/simple");
    assertThat(event.requestId()).isEqualTo(answer.headers().firstValue("x-request-id").orElse(""));
    assertThat(event.before().orElseThrow().getDouble("freshSeconds")).isNotEqualTo(90.0);
    assertThat(event.after().orElseThrow().getDouble("freshSeconds")).isEqualTo(90.0);
  }

  @Test
  void whoIsRefusedForHisRoleIsNamed() {
    put(Role.OPERATOR, P + "/cache/policies/simple", "{\"freshSeconds\":90}");

    AuditEvent event = refused();
    assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(event.status()).isEqualTo(403);
    assertThat(event.who().name()).isEqualTo("ann");
    assertThat(event.after()).isEmpty();
    assertThat(server.audit.recorded).isEmpty();
  }

  @Test
  void aReadWithoutATokenIsARefusal() {
    server.send(server.request("/api/v1/data"));

    assertThat(refused().operation()).isEqualTo("listDatasets");
    assertThat(refused().who().name()).isEmpty();
  }

  @Test
  void aSignInThatFailsForTheDatabaseIsTakenDownWithoutThePassword() {
    server.send(
        server
            .request("/api/v1/auth/session")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"username\":\"ann\",\"password\":\"hunter2-hunter2\"}")));

    AuditEvent event = recorded();
    assertThat(event.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(event.subject()).isEqualTo("account/ann");
    assertThat(event.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/data, ''",
    "POST, /api/v1/data:batch, '{\"items\":[]}'",
    "PUT, /api/v1/performance/cache/policies/simple, '{\"colour\":1}'",
    "PUT, /api/v1/performance/cache/policies/nothing, '{\"freshSeconds\":90}'",
    "GET, /nothing, ''"
  })
  void whatChangesNothingIsNotTakenDown(String method, String path, String body) {
    send(Role.ADMIN, path, method, body);
    server.get(Role.ADMIN, P + "/audit/export");

    assertThat(recorded().operation()).isEqualTo("exportAudit");
    assertThat(server.audit.refused).isEmpty();
  }

  @Test
  void withoutALogNothingIsChangedAndEverythingRead() {
    server.audit.refusesFrom = Optional.of(Role.OPERATOR);

    HttpResponse<String> answer =
        put(Role.ADMIN, P + "/cache/policies/simple", "{\"freshSeconds\":90}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("audit log cannot be written");
    assertThat(server.get(Role.ADMIN, P + "/cache/policies").statusCode()).isEqualTo(200);
    assertThat(server.get(Role.ADMIN, P + "/audit").statusCode()).isEqualTo(200);
    server.audit.refusesFrom = Optional.of(Role.VIEWER);
    HttpResponse<String> out = server.send(server.as(Role.VIEWER, "/api/v1/auth/session").DELETE());
    assertThat(out.statusCode()).isEqualTo(204);
  }

  @Test
  void theLogIsReadByAdminsWithFiltersAndCursor() {
    assertThat(server.get(Role.OPERATOR, P + "/audit").statusCode()).isEqualTo(403);
    HttpResponse<String> answer =
        server.get(
            Role.ADMIN,
            P
                + "/audit?actor=ann&operation=signOut&subject=account/&outcome=refused"
                + "&from=2026-11-01T00:00:00Z&cursor=99&limit=1");

    JsonObject page = new JsonObject(answer.body());
    assertThat(page.getString("nextCursor")).isEqualTo("7");
    assertThat(page.getJsonArray("items").getJsonObject(0).getString("at"))
        .isEqualTo("2026-11-21T08:00:00.123456Z");
    assertThat(page.getJsonObject("chain").getInteger("verifiedToRow")).isEqualTo(7);
    assertThat(page.getJsonObject("chain").containsKey("broken")).isTrue();
    var query = server.audit.queries.getLast();
    assertThat(query.outcome()).contains(Outcome.REFUSED);
    assertThat(query.before()).isEqualTo(99);
    assertThat(query.limit()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/audit?limit=0, limit",
    "/audit?outcome=maybe, outcome",
    "/audit?from=yesterday, from",
    "/audit?to=12345, to",
    "/audit?cursor=x, cursor",
    "/audit?colour=1, colour",
    "/audit/verify?fromRow=5&toRow=4, fromRow",
    "/audit/verify?fromRow=-1, fromRow",
    "/audit/export?to=2026-13-01T00:00:00Z, to"
  })
  void aBadParameterIsNamed(String path, String named) {
    HttpResponse<String> answer = server.get(Role.ADMIN, P + path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"pointer\":\"" + named + "\"");
  }

  @Test
  void anExportHasAllItsPartsAndALastLineThatSaysSo() {
    server.audit.exportParts = 3;

    HttpResponse<String> answer = server.get(Role.ADMIN, P + "/audit/export");

    assertThat(answer.headers().firstValue("content-type"))
        .contains("application/x-ndjson; charset=utf-8");
    assertThat(answer.body().lines())
        .containsExactly(
            "{\"seq\":1}", "{\"seq\":2}", "{\"seq\":3}", "{\"end\":true,\"rows\":3,\"lastRow\":3}");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"confirm\":\"bob\"}', 400",
    "'{\"confirm\":\"bob\",\"user\":\"bob\"}', 403",
    "'{}', 400"
  })
  void anErasureIsConfirmedAndOfOneselfUnlessByAnAdmin(String body, int status) {
    assertThat(send(Role.TRADER, "/api/v1/account/erasure", "POST", body).statusCode())
        .isEqualTo(status);
    assertThat(server.audit.recorded).isEmpty();
  }

  @Test
  void anErasureThatCannotBeTakenDownIsNotDone() {
    server.audit.refusesFrom = Optional.of(Role.OPERATOR);

    assertThat(
            send(Role.TRADER, "/api/v1/account/erasure", "POST", "{\"confirm\":\"ann\"}")
                .statusCode())
        .isEqualTo(503);
  }

  @Test
  void theContractsSecretFieldsAreKnown() {
    assertThat(HttpFront.secretFields()).contains("visitorId");
  }
}
