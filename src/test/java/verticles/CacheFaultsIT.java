package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import verticles.redis.LocalRedis;
import verticles.testing.Patience;
import verticles.testing.RunningNode;
import verticles.testing.Signals;

/**
 * Three nodes in processes of their own: PostgreSQL frozen, and what changes on one of them counts
 * on all.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CacheFaultsIT {
  private static final String POLICIES = "/api/v1/performance/cache/policies";
  private static final String ENTRY = "/api/v1/performance/cache/entries/sessions/user/42";

  @TempDir private static Path folder;
  private static LocalRedis redis;
  private static ItemCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    redis = LocalRedis.start(folder);
    cluster = ItemCluster.start(folder, redis.address().reveal(), 3);
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    redis.stop();
  }

  private static RunningNode node(int number) {
    return cluster.nodes().get(number - 1);
  }

  private static HttpResponse<String> get(RunningNode node, String path) throws IOException {
    return cluster.send(cluster.request(node, path).GET());
  }

  private static JsonNode policy(RunningNode node, String name) throws IOException {
    for (JsonNode policy : ItemCluster.json(get(node, POLICIES)).path("items")) {
      if (policy.path("name").asText().equals(name)) {
        return policy;
      }
    }
    throw new AssertionError("no policy " + name);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  @Order(1)
  void a_policy_changed_on_one_node_counts_on_all() throws Exception {
    HttpResponse<String> changed =
        cluster.put(node(2), POLICIES + "/usage", "{\"softTimeoutMs\":500,\"hardTimeoutMs\":2000}");

    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    for (RunningNode node : cluster.nodes()) {
      Patience.holds(
          () -> assertThat(policy(node, "usage").path("hardTimeoutMs").asInt()).isEqualTo(2000));
    }
  }

  @Test
  @Order(2)
  void a_value_of_a_service_is_the_same_through_every_node() throws Exception {
    HttpResponse<String> made = cluster.put(node(1), ENTRY, "{\"logins\":1}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    for (RunningNode node : cluster.nodes()) {
      assertThat(get(node, ENTRY).body()).isEqualTo("{\"logins\":1}");
    }

    HttpResponse<String> replaced = cluster.put(node(2), ENTRY, "{\"logins\":2}");
    assertThat(replaced.statusCode()).isEqualTo(204);
    for (RunningNode node : cluster.nodes()) {
      assertThat(get(node, ENTRY).body()).isEqualTo("{\"logins\":2}");
    }

    HttpResponse<String> refused =
        cluster.send(
            cluster
                .request(node(3), ENTRY)
                .header("If-Match", header(made, "ETag"))
                .PUT(BodyPublishers.ofString("{\"logins\":3}")));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(412);
    assertThat(get(node(1), ENTRY).body()).isEqualTo("{\"logins\":2}");

    HttpResponse<String> deleted = cluster.send(cluster.request(node(3), ENTRY).DELETE());
    assertThat(deleted.statusCode()).isEqualTo(204);
    for (RunningNode node : cluster.nodes()) {
      assertThat(get(node, ENTRY).statusCode()).isEqualTo(404);
    }
  }

  /** Everything that is asserted while it is frozen came before it was thawed: nothing waited. */
  @Test
  @Order(3)
  void postgres_frozen_during_a_load_fails_only_what_nobody_has() throws Exception {
    int kept = cluster.itemUnnoticed("kept", 0);
    int outdated = cluster.itemUnnoticed("outdated", 0);
    int slow = cluster.itemUnnoticed("slow", 1);
    for (RunningNode node : cluster.nodes()) {
      cluster.value(node, kept);
      ItemCluster.value(cluster.read(node, "soon", outdated).join());
    }
    String expire = "{\"tags\":[\"item:%d\"],\"mode\":\"expire\"}".formatted(outdated);
    cluster.invalidate(node(1), expire);
    long before = cluster.loads();
    CompletableFuture<HttpResponse<String>> loading = cluster.read(node(1), "plain", slow);
    Patience.holds(() -> assertThat(cluster.loads()).isGreaterThan(before));

    Signals.freeze(cluster.postgresPid());
    try {
      for (RunningNode node : cluster.nodes()) {
        assertThat(cluster.value(node, kept)).isEqualTo("kept");
        HttpResponse<String> stale = cluster.read(node, "soon", outdated).join();
        assertThat(ItemCluster.value(stale)).isEqualTo("outdated");
        assertThat(header(stale, "X-Cache-Status")).isEqualTo("STALE");
      }
      assertThat(loading.join().statusCode()).isIn(503, 504);
      List<CompletableFuture<HttpResponse<String>>> cold =
          cluster.nodes().stream().map(node -> cluster.read(node, "plain", kept)).toList();
      assertThat(cold).allSatisfy(answer -> assertThat(answer.join().statusCode()).isIn(503, 504));
    } finally {
      Signals.thaw(cluster.postgresPid());
    }

    cluster.sql("UPDATE item SET value = 'new' WHERE n IN (%d, %d)".formatted(kept, outdated));
    for (RunningNode node : cluster.nodes()) {
      Patience.holds(() -> assertThat(cluster.value(node, kept)).isEqualTo("new"));
      Patience.holds(
          () ->
              assertThat(ItemCluster.value(cluster.read(node, "soon", outdated).join()))
                  .isEqualTo("new"));
      Patience.holds(
          () ->
              assertThat(ItemCluster.value(cluster.read(node, "plain", slow).join()))
                  .isEqualTo("slow"));
    }
  }
}
