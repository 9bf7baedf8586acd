package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.net.NetServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.embedded.Ports;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.redis.RedisTls;
import verticles.redis.RedisTopology;
import verticles.testing.Signals;
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
        assertThat(each.ask("KEYS", "sr:1:{p*}v:*")).isNotEmpty();
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
  void aMasterThatForgotMakesItsOwnPartsOutdatedAndNoOthers() {
    try (StoreNode node = node(RedisTopology.CLUSTER, cluster.ports().getFirst())) {
      for (int i = 0; i < 60; i++) {
        node.load("o/" + i, "old");
      }
      await(node.store.advance(log.mark()));
      TestRedis holder = cluster.nodes().getLast();
      List<String> its = keys("o/", at -> holder.port() == at.port());
      List<String> others = keys("o/", at -> holder.port() != at.port());
      holder.ask("SAVE");
      node.invalidate(Mode.REMOVE, new Target.Key(its.getFirst()));
      await(node.store.advance(log.mark()));

      holder.kill();
      holder.restart();

      assertThat(holder.ask("KEYS", "sr:1:*}v:{=" + its.getFirst() + "}")).isNotEmpty();
      until("noticed", () -> node.forgotten.get() > 0 || !node.store.state().trusted());
      node.uses("redis").isTrusted();
      assertThat(its).allMatch(key -> node.find(key).equals("nothing"));
      assertThat(others).isNotEmpty().allMatch(key -> node.find(key).equals("old"));
      assertThat(node.load(its.getFirst(), "new")).isTrue();
    }
  }

  @Test
  void whileOneMasterIsDownTheOthersServeTheirKeysAndItsInvalidationsAreMadeUpFor() {
    try (StoreNode node = node(RedisTopology.CLUSTER, cluster.ports().getFirst()).isTrusted()) {
      for (int i = 0; i < 60; i++) {
        assertThat(node.load("d/" + i, "before")).isTrue();
      }
      TestRedis down = cluster.nodes().getFirst();
      List<String> its = keys("d/", at -> down.port() == at.port());
      List<String> others = keys("d/", at -> down.port() != at.port());
      assertThat(its).isNotEmpty();
      assertThat(others).isNotEmpty();

      // not killed: what comes back has all that it had
      Signals.freeze(down.pid());
      try {
        until("noticed", () -> !node.store.state().trusted());
        TierState state = until("known", node.store::state, known -> known.reason().contains("of"));
        assertThat(state.store()).isEqualTo("redis");
        assertThat(state.reason()).contains(" of 16 parts: ");
        for (String key : others) {
          assertThat(node.find(key)).isEqualTo("before");
          assertThat(node.stamped(key)).isEqualTo("redis");
        }
        assertThat(its).allMatch(key -> node.find(key).equals("nothing"));
        assertThat(node.stamped(its.getFirst())).isEqualTo("grid");
        assertThat(node.load(its.getLast(), "meanwhile")).isTrue();
        assertThat(node.find(its.getLast())).isEqualTo("meanwhile");
        assertThat(await(node.store.list("d/*", "", 100)).items())
            .extracting(Listing.Item::key)
            .containsAll(others)
            .contains(its.getLast())
            .doesNotContain(its.getFirst());
        node.invalidate(
            Mode.REMOVE, new Target.Key(its.getFirst()), new Target.Key(others.getFirst()));
        assertThat(node.find(others.getFirst())).isEqualTo("nothing");
      } finally {
        Signals.thaw(down.pid());
      }

      node.isTrusted();
      assertThat(node.find(its.getFirst())).isEqualTo("nothing");
      assertThat(node.find(its.get(1))).isEqualTo("before");
      assertThat(node.find(others.getFirst())).isEqualTo("nothing");
      assertThat(node.find(others.getLast())).isEqualTo("before");
      node.invalidate(Mode.REMOVE, new Target.Tag("tag"));
      assertThat(others).allMatch(key -> node.find(key).equals("nothing"));
    }
  }

  @Test
  void aReplicaOfAClusterTakesOverItsMastersKeysAndNothingOutdatedComesBack() {
    try (TestRedisCluster own = TestRedisCluster.start(folder);
        TestRedis replica = own.replicaOf(own.nodes().getLast(), folder);
        StoreNode node = node(RedisTopology.CLUSTER, own.ports().getFirst()).isTrusted()) {
      for (int i = 0; i < 60; i++) {
        assertThat(node.load("f/" + i, "before")).isTrue();
      }
      TestRedis master = own.nodes().getLast();
      List<String> its =
          Stream.iterate(0, i -> i < 60, i -> i + 1)
              .map(i -> "f/" + i)
              .filter(key -> own.ownerOf(name(key)).port() == master.port())
              .toList();
      until(
          "replicated",
          () -> its.stream().allMatch(key -> !replica.ask("KEYS", "*v:{=" + key + "}").isEmpty()));

      master.kill();
      node.invalidate(Mode.REMOVE, new Target.Key(its.getFirst()));

      node.isTrusted();
      assertThat(replica.ask("ROLE")).startsWith("master");
      assertThat(node.find(its.getFirst())).isEqualTo("nothing");
      assertThat(node.load(its.getFirst(), "after")).isTrue();
      assertThat(node.find(its.getFirst())).isEqualTo("after");
      assertThat(node.stamped(its.getFirst())).isEqualTo("redis");
    }
  }

  private static List<String> keys(String prefix, Predicate<TestRedis> where) {
    return Stream.iterate(0, i -> i < 60, i -> i + 1)
        .map(i -> prefix + i)
        .filter(key -> where.test(cluster.ownerOf(name(key))))
        .toList();
  }

  /** Its name in Redis. */
  private static String name(String key) {
    Part part = Part.spread().get(Part.numberOf(key, Part.PARTS));
    return RedisKeys.after("sr:", part).value(key);
  }
}
