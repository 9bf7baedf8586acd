package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Caller;
import verticles.identity.Role;

class BatchTest {
  private static final String PATH = "/api/v1/data:batch";
  private static final Caller ANN = new Caller("ann", "north", Role.VIEWER);

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
    server.cache.source =
        read ->
            io.vertx.core.Future.succeededFuture(
                new JsonObject().put("of", read.key()).toBuffer().getBytes());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachItemHasItsOwnStatusAndOneFailureFailsNoOther() {
    JsonArray items =
        items(
            ask(
                ANN,
                """
                {"items":[
                  {"dataset":"prices","parameters":{"zone":"DK1"}},
                  {"dataset":"pricez"},
                  {"dataset":"prices","parameters":{"zoen":"DK1"}},
                  {"dataset":"positions"}]}"""));

    assertThat(items).hasSize(4);
    JsonObject prices = items.getJsonObject(0);
    assertThat(prices.getInteger("status")).isEqualTo(200);
    assertThat(prices.getString("cacheStatus")).isEqualTo("MISS");
    assertThat(prices.getString("etag")).startsWith("\"");
    assertThat(prices.getJsonObject("body").getString("of")).contains("zone=[DK1]");
    assertThat(items.getJsonObject(1).getInteger("status")).isEqualTo(404);
    assertThat(items.getJsonObject(1).getJsonObject("problem").getString("detail"))
        .contains("near is prices");
    assertThat(items.getJsonObject(2).encode()).contains("\"status\":400").contains("zoen");
    assertThat(items.getJsonObject(3).getInteger("status")).isEqualTo(200);
  }

  @Test
  void theCacheIsTheSameAsThatOfSingleReads() {
    server.send(server.as(ANN, "/api/v1/data/prices?zone=DK1"));

    JsonObject item =
        items(ask(ANN, "{\"items\":[{\"dataset\":\"prices\",\"parameters\":{\"zone\":\"DK1\"}}]}"))
            .getJsonObject(0);

    assertThat(item.getString("cacheStatus")).isEqualTo("HIT");
    assertThat(server.cache.loads).hasValue(1);
  }

  @Test
  void whatTheClientHasIsNotSentAgain() {
    String etag =
        items(ask(ANN, "{\"items\":[{\"dataset\":\"prices\"}]}"))
            .getJsonObject(0)
            .getString("etag");
    JsonObject body =
        new JsonObject()
            .put(
                "items",
                new JsonArray()
                    .add(new JsonObject().put("dataset", "prices").put("ifNoneMatch", etag)));

    JsonObject item = items(ask(ANN, body.encode())).getJsonObject(0);

    assertThat(item.getInteger("status")).isEqualTo(304);
    assertThat(item.containsKey("body")).isFalse();
  }

  @Test
  void organisationsDoNotSeeEachOther() {
    for (String organisation : new String[] {"north", "south", "north"}) {
      JsonObject item =
          items(
                  ask(
                      new Caller("ann", organisation, Role.VIEWER),
                      "{\"items\":[{\"dataset\":\"positions\"}]}"))
              .getJsonObject(0);

      assertThat(item.getJsonObject("body").getString("of")).endsWith("@" + organisation);
    }
    JsonObject nobody =
        items(ask(new Caller("eve", "", Role.VIEWER), "{\"items\":[{\"dataset\":\"positions\"}]}"))
            .getJsonObject(0);
    assertThat(nobody.getInteger("status")).isEqualTo(403);
  }

  @Test
  void bodiesBeyondTheLimitAreToBeAskedForAlone() {
    byte[] large =
        ("\"" + "x".repeat(6 << 20) + "\"").getBytes(StandardCharsets.UTF_8);
    server.cache.source = read -> io.vertx.core.Future.succeededFuture(large);
    JsonArray items = new JsonArray();
    for (String zone : new String[] {"A", "B", "C"}) {
      items.add(
          new JsonObject()
              .put("dataset", "prices")
              .put("parameters", new JsonObject().put("zone", zone)));
    }

    JsonArray answers = items(ask(ANN, new JsonObject().put("items", items).encode()));

    assertThat(answers.stream().map(item -> ((JsonObject) item).getInteger("status")))
        .containsExactly(200, 200, 413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"items\":[]}",
        "{\"items\":[{}]}",
        "{\"items\":[{\"dataset\":7}]}",
        "{\"items\":[{\"dataset\":\"prices\",\"colour\":1}]}",
        "{\"items\":[{\"dataset\":\"prices\",\"parameters\":{\"zone\":{\"a\":1}}}]}",
        "[]"
      })
  void aBatchThatIsNoneIsRefused(String body) {
    assertThat(ask(ANN, body).statusCode()).isEqualTo(400);
  }

  @Test
  void fiftyAreAnsweredAndOneMoreIsNot() {
    JsonObject one = new JsonObject().put("dataset", "prices");
    String fifty =
        new JsonObject().put("items", new JsonArray(Collections.nCopies(50, one))).encode();
    String more =
        new JsonObject().put("items", new JsonArray(Collections.nCopies(51, one))).encode();

    assertThat(items(ask(ANN, fifty))).hasSize(50);
    assertThat(ask(ANN, more).statusCode()).isEqualTo(400);
    assertThat(ask(ANN, more).body()).contains("/items");
  }

  private HttpResponse<String> ask(Caller caller, String body) {
    return server.send(
        server
            .request(PATH)
            .header("Authorization", "Bearer " + server.token(caller, Duration.ofMinutes(1)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonArray items(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getJsonArray("items");
  }
}
