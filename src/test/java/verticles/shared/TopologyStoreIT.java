package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.net.NetServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.embedded.Ports;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.redis.RedisTls;
import verticles.redis.RedisTopology;
import verticles.testing.TestCluster;
import verticles.testing.TestProxy;
import verticles.testing.TestRedis;
import verticles.testing.TestRedisCluster;

/** The shared tier on servers that take over from each other, and that share the keys. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class TopologyStoreIT {
  @TempDir static Path folder;
  static TestCluster grid;
  static TestRedisCluster cluster;

  private final MemoryLog log = new MemoryLog();

  @BeforeAll
  static void open() {
    int port = Ports.free();
    grid = TestCluster.join("topology-" + port, port, port);
    cluster = TestRedisCluster.start(folder);
  }

  @AfterAll
  static void close() {
    cluster.close();
    grid.close();
  }

  private StoreNode node(RedisTopology topology, int port) {
    return new StoreNode(
            grid,
            Samples.connected(
                grid.vertx(),
                Samples.redis(topology, List.of(), RedisTls.USUAL, "redis://127.0.0.1:" + port)),
            log,
            Duration.ofSeconds(2))
        .uses("redis");
  }

  @Test
  void aReplicaThatTakesOverWithoutTheLastWritesBringsNothingBack() {
    try (TestRedis master = TestRedis.start(folder);
        TestRedis replica =
            TestRedis.start(folder, "--replicaof", "127.0.0.1", "" + master.port());
        TestProxy address = new TestProxy(grid.vertx(), new NetServerOptions(), master.port());
        StoreNode node = node(RedisTopology.STANDALONE, address.port())) {
      node.load("t/gone", "old");
      node.load("t/kept", "good");
      await(node.store.advance(log.mark()));
      until("replicated", () -> replica.ask("EXISTS", "sr:1:v:{=t/kept}").equals("1"));
      replica.ask("REPLICAOF", "NO", "ONE");
      node.invalidate(Mode.REMOVE, new Target.Key("t/gone"));

      address.leadTo(replica.port());

      assertThat(replica.ask("EXISTS", "sr:1:v:{=t/gone}")).isEqualTo("1");
      for (int i = 0; i < 20; i++) {
        assertThat(node.find("t/gone")).isEqualTo("nothing");
      }
      node.uses("redis");
      assertThat(node.find("t/gone")).isEqualTo("nothing");
      assertThat(node.find("t/kept")).isEqualTo("good");
      assertThat(replica.ask("EXISTS", "sr:1:v:{=t/gone}")).isEqualTo("0");
    }
  }

  @Test
  void aClusterKeepsFindsAndInvalidatesOnAllItsMasters() {
    try (StoreNode node = node(RedisTopology.CLUSTER, cluster.ports().getFirst())) {
      for (int i = 0; i < 60; i++) {
        assertThat(node.load("c/" + i, "value")).isTrue();
      }
      for (TestRedis each : cluster.nodes()) {
        assertThat(each.ask("KEYS", "sr:1:v:*")).isNotEmpty();
      }
      int listed = 0;
      String cursor = "";
      do {
        Listing page = await(node.store.list("c/*", cursor, 7));
        listed += page.items().size();
        cursor = page.next();
      } while (!cursor.isEmpty());
      assertThat(listed).isEqualTo(60);

      assertThat(node.invalidate(Mode.REMOVE, new Target.Pattern("c/1*"))).isEqualTo(11);
      assertThat(node.find("c/17")).isEqualTo("nothing");
      assertThat(node.find("c/22")).isEqualTo("value");
      node.invalidate(Mode.REMOVE, new Target.Tag("tag"));
      assertThat(node.find("c/22")).isEqualTo("nothing");
    }
  }

  @Test
  void oneMasterOfAClusterThatForgotMakesEverythingOutdated() {
    try (StoreNode node = node(RedisTopology.CLUSTER, cluster.ports().getFirst())) {
      node.load("o/key", "old");
      await(node.store.advance(log.mark()));
      TestRedis holder =
          cluster.nodes().stream()
              .filter(each -> !each.ask("KEYS", "sr:1:v:{=o/key}").isEmpty())
              .findFirst()
              .orElseThrow();
      holder.ask("SAVE");
      node.invalidate(Mode.REMOVE, new Target.Key("o/key"));
      await(node.store.advance(log.mark()));

      holder.kill();
      holder.restart();

      assertThat(holder.ask("KEYS", "sr:1:v:{=o/key}")).isNotEmpty();
      until("noticed", () -> node.forgotten.get() > 0 || !node.store.state().trusted());
      node.uses("redis");
      assertThat(node.find("o/key")).isEqualTo("nothing");
      assertThat(node.load("o/key", "new")).isTrue();
    }
  }
}
