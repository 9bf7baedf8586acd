package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.cache.KeptEntry;
import verticles.identity.Role;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

class InvalidateTest {
  private static final String PATH = "/api/v1/performance/cache/invalidate";

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
    for (String key : List.of("dataset/a.json", "dataset/b.json", "gateway/x")) {
      server.admin.entries.put(
          key,
          new KeptEntry(
              new byte[3],
              "text/plain",
              "\"1\"",
              List.of("tag:" + key.charAt(8)),
              Duration.ofMinutes(1),
              Duration.ZERO,
              "near"));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyKindOfTargetIsUnderstoodAndTheCountsAreAnswered() {
    HttpResponse<String> answer =
        post(
            """
            {"keys":["dataset/a.json"],"tags":["zone:DK1"],"patterns":["gateway/?"],
             "namespaces":["kv.sessions"],"mode":"expire"}""");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject counts = new JsonObject(answer.body());
    assertThat(counts.getInteger("nearEntries")).isEqualTo(2);
    assertThat(counts.getInteger("nodes")).isEqualTo(1);
    assertThat(counts.getBoolean("recorded")).isTrue();
    Invalidation heard = server.admin.invalidations.getFirst();
    assertThat(counts.getString("id")).isEqualTo(heard.id());
    assertThat(heard.mode()).isEqualTo(Mode.EXPIRE);
    assertThat(heard.targets())
        .containsExactly(
            new Target.Key("dataset/a.json"),
            new Target.Tag("zone:DK1"),
            new Target.Pattern("gateway/?"),
            new Target.Namespace("kv.sessions"));
    assertThat(server.admin.entries).containsOnlyKeys("dataset/b.json");
  }

  @Test
  void entriesAreRemovedWhenNoModeIsGiven() {
    assertThat(new JsonObject(post("{\"all\":true}").body()).getString("mode")).isEqualTo("remove");
    assertThat(server.admin.entries).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "**", "*/*", "?*"})
  void aPatternThatFitsEverythingIsRefusedByNameUnlessAllIsSaid(String glob) {
    HttpResponse<String> refused = post("{\"patterns\":[\"dataset/b*\",\"" + glob + "\"]}");
    HttpResponse<String> meant = post("{\"all\":true,\"patterns\":[\"" + glob + "\"]}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("\"pointer\":\"/patterns/1\"")
        .contains("'" + glob + "'")
        .contains("all: true");
    assertThat(meant.statusCode()).isEqualTo(200);
    assertThat(server.admin.invalidations).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                             | "/"
          {"all":false}                  | "/"
          {"keys":[]}                    | "/"
          {"keys":["a/\\u0007b"]}        | "/keys/0"
          {"keys":["a/b",""]}            | "/keys/1"
          {"keys":["a/b",7]}             | "/keys/1"
          {"tags":["ok","has space"]}    | "/tags/1"
          {"namespaces":["a/b"]}         | "/namespaces/0"
          {"namespaces":["../x"]}        | "/namespaces/0"
          {"all":true,"mode":"forget"}   | "/mode"
          {"all":"yes"}                  | "/all"
          {"keys":"dataset/a.json"}      | "/keys"
          {"all":true,"colour":"red"}    | "colour"
          """)
  void badInputIsRefusedNamingTheField(String body, String named) {
    HttpResponse<String> answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"errors\"").contains(named.replace("\"", ""));
    assertThat(server.admin.invalidations).isEmpty();
  }

  @Test
  void keysAreCountedInBytesAndListsHaveAnEnd() {
    String bytes = new JsonObject().put("keys", new JsonArray().add("€".repeat(171))).encode();
    String many =
        new JsonObject()
            .put("tags", new JsonArray(Collections.nCopies(101, "t")))
            .encode();

    assertThat(post(bytes).body()).contains("\"pointer\":\"/keys/0\"").contains("513 bytes");
    assertThat(post(many).statusCode()).isEqualTo(400);
    assertThat(post(many).body()).contains("/tags");
  }

  @Test
  void aViewerMayNot() {
    HttpResponse<String> answer =
        server.send(
            server
                .as(Role.TRADER, PATH)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"all\":true}")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(server.admin.entries).hasSize(3);
  }

  @Test
  void theOldNameClearsEverything() {
    HttpResponse<String> other = post("/api/monitoring/performance", "{\"action\":\"reboot\"}");
    HttpResponse<String> answer =
        post("/api/monitoring/performance", "{\"action\":\"clear_cache\"}");

    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getInteger("nearEntries")).isEqualTo(3);
  }

  private HttpResponse<String> post(String body) {
    return post(PATH, body);
  }

  private HttpResponse<String> post(String path, String body) {
    return server.send(
        server
            .as(Role.OPERATOR, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
