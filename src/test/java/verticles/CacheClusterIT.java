package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
 * Three nodes in processes of their own on one PostgreSQL and one Redis: what the cluster promises,
 * also while a part of it is killed or frozen.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CacheClusterIT {
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
    // first, for without it there may be no cluster
    redis.stop();
    cluster.close();
  }

  @AfterEach
  void thaw() {
    if (ProcessHandle.of(redis.pid()).isPresent()) {
      Signals.thaw(redis.pid());
    }
  }

  private static List<RunningNode> readers() {
    return cluster.nodes().stream().filter(node -> node.process().isAlive()).toList();
  }

  @Test
  @Order(1)
  void a_thousand_requests_for_a_cold_key_on_three_nodes_make_one_query() throws Exception {
    int n = cluster.itemUnnoticed("cold", 0.5);
    long before = cluster.loads();

    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(cluster.read(readers().get(i % 3), n));
    }

    assertThat(answers)
        .allSatisfy(answer -> assertThat(ItemCluster.value(answer.join())).isEqualTo("cold"));
    assertThat(cluster.loads() - before).isEqualTo(1);
  }

  @Test
  @Order(1)
  void a_warming_run_makes_one_query_of_each_question_whoever_owns_it() throws Exception {
    String runs = "/api/v1/performance/cache/warm";
    RunningNode first = readers().getFirst();
    // later tests invalidate everything, which loads the numbers again: they have a count of their
    // own
    cluster.sql("CREATE SEQUENCE warmed");

    String id =
        ItemCluster.json(cluster.post(first, runs, "{\"datasets\": [\"numbers\"]}"))
            .path("id")
            .asText();
    JsonNode run =
        Patience.until(
            "the run is over",
            () -> ItemCluster.json(cluster.get(first, runs + "/" + id)),
            now -> !now.path("state").asText().equals("running"));

    assertThat(run.path("loaded").asInt()).as("%s", run).isEqualTo(300);
    for (RunningNode node : readers()) {
      List<Integer> loads = new ArrayList<>();
      for (int n = 1; n <= 300; n++) {
        JsonNode row =
            ItemCluster.json(cluster.read(node, "numbers", n).join()).path("rows").path(0);
        assertThat(row.path("value").asInt()).isEqualTo(n);
        loads.add(row.path("load").asInt());
      }
      assertThat(loads).doesNotHaveDuplicates().allMatch(load -> load >= 1 && load <= 300);
    }
  }

  @Test
  @Order(2)
  void an_acknowledged_invalidation_counts_on_every_node() throws Exception {
    int n = cluster.itemUnnoticed("old", 0);
    readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("old"));
    cluster.changeUnnoticed(n, "new");
    readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("old"));

    JsonNode receipt =
        cluster.invalidate(readers().getFirst(), "{\"tags\": [\"item:%d\"]}".formatted(n));

    assertThat(receipt.path("nodes").asInt()).isEqualTo(3);
    readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("new"));
  }

  @Test
  @Order(3)
  void a_commit_of_another_program_reaches_every_node() throws Exception {
    int n = cluster.item("old", 0);
    readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("old"));

    cluster.sql("UPDATE item SET value = 'new' WHERE n = " + n);

    Patience.holds(
        () -> readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("new")));
  }

  @Test
  @Order(4)
  void what_three_nodes_let_through_is_one_limit_within_a_hundredth() throws Exception {
    int n = cluster.item("value", 0);
    String service = cluster.service();
    // one node has nearly all of it, one hardly any
    int[] shares = {0, 0, 0, 0, 0, 1, 1, 2};

    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 2 * ItemCluster.SERVICE_READS; i++) {
      RunningNode node = readers().get(shares[i % shares.length]);
      answers.add(node.get("/api/v1/data/item?n=" + n, "Authorization", service).statusCode());
    }

    assertThat(answers).containsOnly(200, 429);
    long through = answers.stream().filter(status -> status == 200).count();
    assertThat(through)
        .isBetween(ItemCluster.SERVICE_READS * 99L / 100, ItemCluster.SERVICE_READS * 101L / 100);
  }

  @Test
  @Order(5)
  void a_frozen_redis_makes_nobody_wait_and_serves_nothing_old_when_it_is_back() throws Exception {
    int n = cluster.itemUnnoticed("old", 0);
    assertThat(cluster.value(readers().getFirst(), n)).isEqualTo("old");

    Signals.freeze(redis.pid());
    cluster.changeUnnoticed(n, "new");
    cluster.invalidate(readers().getFirst(), "{\"tags\": [\"item:%d\"]}".formatted(n));
    readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("new"));
    int other = cluster.itemUnnoticed("meanwhile", 0);
    readers().forEach(node -> assertThat(cluster.value(node, other)).isEqualTo("meanwhile"));
    Signals.thaw(redis.pid());

    Patience.holds(() -> readers().forEach(node -> assertThat(health(node)).contains("\"redis\"")));
    // what is only in Redis is read through a memory that has forgotten it
    invalidateMemory();
    readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("new"));
  }

  private static String health(RunningNode node) {
    return node.get("/api/v1/performance/cache/health", "Authorization", cluster.token()).body();
  }

  private static void invalidateMemory() throws Exception {
    cluster.invalidate(readers().getFirst(), "{\"all\": true, \"mode\": \"expire\"}");
  }

  @Test
  @Order(6)
  void redis_killed_and_restarted_empty_goes_unnoticed() throws Exception {
    int n = cluster.item("old", 0);
    readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("old"));

    Signals.kill(redis.pid());
    cluster.sql("UPDATE item SET value = 'new' WHERE n = " + n);

    Patience.holds(
        () -> readers().forEach(node -> assertThat(cluster.value(node, n)).isEqualTo("new")));
  }

  @Test
  @Order(7)
  void a_node_killed_while_it_owns_loads_takes_no_answer_with_it() throws Exception {
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      items.add(cluster.itemUnnoticed("value", 1.5));
    }
    long before = cluster.loads();
    RunningNode survivor = readers().getFirst();
    List<CompletableFuture<HttpResponse<String>>> answers =
        items.stream().map(n -> cluster.read(survivor, n)).toList();
    Patience.holds(() -> assertThat(cluster.loads() - before).isPositive());

    readers().getLast().kill();

    assertThat(answers)
        .allSatisfy(answer -> assertThat(ItemCluster.value(answer.join())).isEqualTo("value"));
    // those of the dead node are loaded once more, no stampede
    assertThat(cluster.loads() - before).isLessThanOrEqualTo(2L * items.size());
  }
}
