package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.cache.CacheReport;
import verticles.cache.CacheReport.HotKey;
import verticles.cache.CacheReport.NodeReport;
import verticles.cache.CacheReport.PatternReport;
import verticles.cache.CacheReport.SharedReport;
import verticles.cache.CacheStatistics;
import verticles.identity.Role;

class CacheViewsTest {
  private static final String P = "/api/v1/performance/cache/";

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
    server.admin.report =
        new CacheReport(List.of(node("n1", 90, true, ""), node("n2", 10, true, "")), List.of("n3"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static NodeReport node(String name, long hits, boolean trusted, String reason) {
    return new NodeReport(
        name,
        1_700_000_000_000L,
        trusted,
        new CacheStatistics(hits, 20, 3, 5, 0, 0, 0, 0, 20, 1, 0, 0, 0, 2, 0, 0, 0, 0, 7, 1000, 0),
        new SharedReport(
            reason.isEmpty() ? "redis" : "grid",
            reason.isEmpty(),
            reason,
            6,
            2,
            0,
            8,
            0,
            0,
            0,
            4000,
            1000,
            8000),
        List.of(
            pattern("dataset", "dataset/prices.json", hits, 10, 20_000),
            pattern("kv.s", "kv.s/north", 1, 1, 1000),
            pattern("kv.s", "kv.s/south", 1, 1, 1000)),
        List.of(new HotKey("dataset/prices.json?zone=A", hits, 500)));
  }

  private static PatternReport pattern(
      String namespace, String pattern, long hits, long loads, long micros) {
    return new PatternReport(
        namespace,
        pattern,
        "simple",
        hits,
        4,
        2,
        1,
        loads,
        0,
        micros,
        3_000_000,
        3,
        60,
        30,
        "It changed every 45 s.",
        false);
  }

  @Test
  void numbersAreSummedOverNodesTiersAndNamespaces() {
    JsonObject numbers = json(Role.OPERATOR, P + "metrics");

    JsonObject totals = numbers.getJsonObject("totals");
    assertThat(totals.getInteger("hits")).isEqualTo(100);
    assertThat(totals.getDouble("hitRatio")).isEqualTo(110.0 / 150);
    assertThat(totals.getInteger("savedMs")).isEqualTo(18_000);
    JsonObject tiers = numbers.getJsonObject("tiers");
    assertThat(tiers.getJsonObject("near").getInteger("sizeBytes")).isEqualTo(2000);
    assertThat(tiers.getJsonObject("near").getInteger("maxSizeBytes")).isEqualTo(2 << 20);
    assertThat(tiers.getJsonObject("shared").getDouble("compressionRatio")).isEqualTo(4.0);
    assertThat(tiers.getJsonObject("shared").getDouble("hitRatio")).isEqualTo(0.75);
    assertThat(tiers.getJsonObject("shared").getDouble("meanLookupMs")).isEqualTo(1.0);
    JsonObject dataset = numbers.getJsonArray("namespaces").getJsonObject(0);
    assertThat(dataset.getString("namespace")).isEqualTo("dataset");
    assertThat(dataset.getJsonObject("reads").getDouble("meanLoadMs")).isEqualTo(2.0);
    assertThat(numbers.getJsonArray("nodes")).hasSize(2);
    assertThat(numbers.getJsonArray("missingNodes")).containsExactly("n3");
    assertThat(numbers.getJsonArray("hottest").getJsonObject(0).getInteger("hits")).isEqualTo(100);
    assertThat(json(Role.OPERATOR, "/metrics/cache")).isEqualTo(numbers);
  }

  @Test
  void thoseWhoDoNotRunTheSystemSeeNoKeysAndNoOrganisations() {
    String metrics = json(Role.TRADER, P + "metrics").encode();
    String patterns = json(Role.TRADER, P + "patterns").encode();

    assertThat(metrics).contains("\"hottest\":[]").doesNotContain("zone=A");
    assertThat(patterns)
        .contains("\"pattern\":\"kv.s\"")
        .doesNotContain("north")
        .doesNotContain("south");
    assertThat(json(Role.OPERATOR, P + "patterns").encode()).contains("kv.s/north");
  }

  @Test
  void aPatternCarriesTheAdviceAndItsReason() {
    JsonObject first = json(Role.VIEWER, P + "patterns").getJsonArray("items").getJsonObject(0);

    assertThat(first.getString("pattern")).isEqualTo("dataset/prices.json");
    assertThat(first.getJsonObject("reads").getInteger("hits")).isEqualTo(100);
    assertThat(first.getInteger("changed")).isEqualTo(6);
    assertThat(first.getInteger("advisedSeconds")).isEqualTo(30);
    assertThat(first.getString("reason")).isEqualTo("It changed every 45 s.");
  }

  @Test
  void healthSaysWhichTierOfWhichNodeIsNotAsItShouldBe() {
    assertThat(json(Role.VIEWER, P + "health").getString("status")).isEqualTo("degraded");
    server.admin.report = new CacheReport(List.of(node("n1", 1, true, "")), List.of());
    assertThat(json(Role.VIEWER, P + "health").getString("status")).isEqualTo("up");

    server.admin.report =
        new CacheReport(List.of(node("n1", 1, false, "Redis does not answer.")), List.of());

    JsonObject node = json(Role.VIEWER, P + "health").getJsonArray("nodes").getJsonObject(0);
    assertThat(node.getString("store")).isEqualTo("grid");
    assertThat(node.getJsonObject("near").getString("status")).isEqualTo("degraded");
    assertThat(node.getJsonObject("shared").getString("detail"))
        .isEqualTo("Redis does not answer.");
  }

  @Test
  void aCacheThatWasNeverReadHasZerosAndNoNonsense() {
    server.admin.report = new CacheReport(List.of(), List.of());

    JsonObject numbers = json(Role.OPERATOR, P + "metrics");

    assertThat(numbers.encode()).doesNotContain("NaN");
    assertThat(numbers.getJsonObject("totals").getDouble("hitRatio")).isZero();
  }

  private JsonObject json(Role role, String path) {
    return new JsonObject(server.get(role, path).body());
  }
}
