package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.net.NetServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.embedded.Ports;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.redis.NoRedis;
import verticles.testing.Signals;
import verticles.testing.TestCluster;
import verticles.testing.TestProxy;
import verticles.testing.TestRedis;

/**
 * The whole shared tier against a real Redis that dies, hangs, forgets, fills up and comes back.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class SharedStoreIT {
  private static final Duration PATIENT = Duration.ofSeconds(2);

  @TempDir static Path folder;
  static TestCluster grid;

  private final MemoryLog log = new MemoryLog();

  @BeforeAll
  static void open() {
    int port = Ports.free();
    grid = TestCluster.join("store-" + port, port, port);
  }

  @AfterAll
  static void close() {
    grid.close();
  }

  private StoreNode node(TestRedis server) {
    return node(server.port(), PATIENT);
  }

  private StoreNode node(int port, Duration timeout) {
    return new StoreNode(
        grid, Samples.connected(grid.vertx(), "redis://127.0.0.1:" + port), log, timeout);
  }

  @Test
  void aKilledRedisIsReplacedByTheGridAndReturnsWithoutWhatWasInvalidatedMeanwhile() {
    try (TestRedis server =
            TestRedis.start(folder, "--appendonly", "yes", "--appendfsync", "always");
        StoreNode node = node(server).uses("redis")) {
      node.load("k/gone", "old");
      node.load("k/kept", "good");
      await(node.store.advance(log.mark()));

      server.kill();
      node.uses("grid");
      assertThat(node.load("k/grid", "in the grid")).isTrue();
      assertThat(node.find("k/grid")).isEqualTo("in the grid");
      node.invalidate(Mode.REMOVE, new Target.Key("k/gone"));
      assertThat(node.store.state().reason()).isNotEmpty();
      server.restart();
      node.uses("redis");

      assertThat(node.find("k/gone")).isEqualTo("nothing");
      assertThat(node.find("k/kept")).isEqualTo("good");
      assertThat(node.store.state().trusted()).isTrue();
      assertThat(node.store.state().reason()).isEmpty();
    }
  }

  @Test
  void severalAtOnceGoWhereEachWouldGoAlone() {
    List<String> keys = List.of("m/1", "m/2", "m/3");
    try (TestRedis server = TestRedis.start(folder);
        StoreNode node = node(server).uses("redis")) {
      assertThat(node.loadAll(keys, "redis")).containsExactly(true, true, true);
      assertThat(node.find("m/2")).isEqualTo("redis m/2");
      node.invalidate(Mode.REMOVE, new Target.Key("m/2"));
      assertThat(keys.stream().map(node::find))
          .containsExactly("redis m/1", "nothing", "redis m/3");

      server.kill();
      node.uses("grid");

      assertThat(node.loadAll(keys, "grid")).containsExactly(true, true, true);
      assertThat(keys.stream().map(node::find)).containsExactly("grid m/1", "grid m/2", "grid m/3");
    }
  }

  @Test
  void alsoAfterARestartOfTheWholeGrid() {
    try (TestRedis server = TestRedis.start(folder)) {
      StoreNode before = node(server).uses("redis");
      before.load("r/gone", "old");
      before.load("r/kept", "good");
      await(before.store.advance(log.mark()));
      before.close();
      // made by a node that could not reach Redis, and is gone now as well
      log.add(verticles.invalidation.Invalidation.of(Mode.REMOVE, new Target.Key("r/gone")));

      try (StoreNode after = node(server).uses("redis")) {
        assertThat(after.find("r/gone")).isEqualTo("nothing");
        assertThat(after.find("r/kept")).isEqualTo("good");
      }
    }
  }

  @Test
  void aRecordThatDoesNotReachBackMakesEverythingOutdated() {
    try (TestRedis server = TestRedis.start(folder)) {
      StoreNode before = node(server).uses("redis");
      before.load("c/key", "old");
      before.close();
      log.add(verticles.invalidation.Invalidation.of(Mode.REMOVE, new Target.Tag("tag")));
      log.forgetBeginning();

      try (StoreNode after = node(server).uses("redis")) {
        assertThat(after.find("c/key")).isEqualTo("nothing");
        assertThat(after.load("c/key", "new")).isTrue();
        assertThat(after.find("c/key")).isEqualTo("new");
      }
    }
  }

  @Test
  void aRedisThatReturnsWhileTheRecordIsAwayIsNotRead() {
    log.away(true);
    try (TestRedis server = TestRedis.start(folder);
        StoreNode node = node(server)) {
      until(
          "says why",
          () -> node.store.state().reason().equals("The record of invalidations cannot be read."));
      assertThat(node.store.state().store()).isEqualTo("grid");
      assertThat(node.load("p/key", "value")).isTrue();
      assertThat(server.ask("KEYS", "*")).isEmpty();

      log.away(false);

      node.uses("redis");
      assertThat(node.store.state().trusted()).isTrue();
    }
  }

  @Test
  void aRestartFromAnOldSnapshotBringsNothingBack() {
    try (TestRedis server = TestRedis.start(folder, "--dbfilename", "old.rdb");
        StoreNode node = node(server).uses("redis")) {
      node.load("s/key", "old");
      node.load("s/other", "good");
      await(node.store.advance(log.mark()));
      server.ask("SAVE");
      node.invalidate(Mode.REMOVE, new Target.Key("s/key"));
      node.load("s/key", "new");
      await(node.store.advance(log.mark()));

      // so quickly that the connection may not notice
      server.kill();
      server.restart();

      assertThat(server.ask("EXISTS", "sr:1:v:{=s/key}")).isEqualTo("1");
      for (int i = 0; i < 50; i++) {
        assertThat(node.find("s/key")).isNotEqualTo("old");
      }
      until("replayed", () -> node.store.state().store().equals("redis"));
      assertThat(node.find("s/key")).isEqualTo("nothing");
      assertThat(node.find("s/other")).isEqualTo("good");
    }
  }

  @Test
  void aNodeThatSawNothingOfItLooksWhetherItIsTheSameServerStill() {
    try (TestRedis server = TestRedis.start(folder, "--dbfilename", "idle.rdb");
        StoreNode idle = node(server).uses("redis")) {
      idle.load("i/key", "old");
      await(idle.store.advance(log.mark()));
      server.ask("SAVE");
      log.add(verticles.invalidation.Invalidation.of(Mode.REMOVE, new Target.Key("i/key")));

      server.kill();
      server.restart();

      until("found out", () -> idle.find("i/key").equals("nothing"));
    }
  }

  @Test
  void aRestartWithNothingIsNoticedAndUsedAgain() {
    try (TestRedis server = TestRedis.start(folder);
        StoreNode node = node(server).uses("redis")) {
      node.invalidate(Mode.REMOVE, new Target.Tag("other"));
      node.load("e/key", "value");

      server.ask("FLUSHALL");

      assertThat(node.find("e/key")).isEqualTo("nothing");
      assertThat(node.forgotten.get()).isEqualTo(1);
      node.uses("redis");
      assertThat(node.load("e/key", "again")).isTrue();
      assertThat(node.find("e/key")).isEqualTo("again");
    }
  }

  @Test
  void aFrozenRedisIsReplacedByTheGridUntilItThaws() {
    try (TestRedis server = TestRedis.start(folder);
        StoreNode node = node(server.port(), Duration.ofMillis(100)).uses("redis")) {
      node.load("f/key", "old");
      Signals.freeze(server.pid());
      try {
        node.uses("grid");
        node.invalidate(Mode.REMOVE, new Target.Key("f/key"));
        assertThat(node.find("f/key")).isEqualTo("nothing");
        until("guard", () -> node.redis.state() instanceof verticles.redis.RedisState.Down);
      } finally {
        Signals.thaw(server.pid());
      }

      node.uses("redis");
      assertThat(node.find("f/key")).isEqualTo("nothing");
    }
  }

  @Test
  void aSlowRedisIsToldEverythingButNotRead() {
    try (TestRedis server = TestRedis.start(folder);
        TestProxy proxy = new TestProxy(grid.vertx(), new NetServerOptions(), server.port());
        StoreNode node = node(proxy.port(), Duration.ofMillis(100)).uses("redis")) {
      node.load("w/key", "old");

      proxy.slow(200);
      node.uses("grid");

      assertThat(node.store.state().reason()).isEqualTo("too slow");
      assertThat(node.store.state().trusted()).isTrue();
      node.invalidate(Mode.REMOVE, new Target.Key("w/key"));
      assertThat(server.ask("EXISTS", "sr:1:v:{=w/key}")).isEqualTo("0");
      proxy.slow(0);
      node.uses("redis");
      assertThat(node.find("w/key")).isEqualTo("nothing");
    }
  }

  @Test
  void aFullRedisIsReadAndInvalidatedButKeepsNothingNew() {
    try (TestRedis server = TestRedis.start(folder);
        StoreNode node = node(server).uses("redis")) {
      node.load("u/key", "value");
      node.load("u/expired", "value");
      server.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
      server.ask("CONFIG", "SET", "maxmemory", "1");

      assertThat(node.load("u/new", "new")).isFalse();
      assertThat(node.find("u/key")).isEqualTo("value");
      assertThat(node.store.state().store()).isEqualTo("redis");
      assertThat(node.store.state().reason()).startsWith("full");
      assertThat(node.invalidate(Mode.REMOVE, new Target.Key("u/key"))).isEqualTo(1);
      assertThat(node.find("u/key")).isEqualTo("nothing");
      node.invalidate(Mode.EXPIRE, new Target.Tag("tag"));
      assertThat(node.find("u/expired")).isEqualTo("nothing");
      assertThat(node.store.state().store()).isEqualTo("redis");

      server.ask("CONFIG", "SET", "maxmemory", "0");
      assertThat(node.load("u/new", "new")).isTrue();
      assertThat(node.store.state().reason()).isEmpty();
    }
  }

  @Test
  void aNodeThatCannotReachRedisDoesNotLeaveItToOthersWithoutTellingItLater() {
    try (TestRedis server = TestRedis.start(folder);
        TestProxy proxy = new TestProxy(grid.vertx(), new NetServerOptions(), server.port());
        StoreNode cut = node(proxy.port(), PATIENT).uses("redis");
        StoreNode other = node(server).uses("redis")) {
      other.load("x/key", "old");
      // the record is away too: nobody but this node knows of it
      log.away(true);
      proxy.cut();
      await(
          cut.store.apply(
              verticles.invalidation.Invalidation.of(Mode.REMOVE, new Target.Key("x/key"))));
      log.away(false);

      proxy.mend();

      cut.uses("redis");
      assertThat(other.find("x/key")).isEqualTo("nothing");
    }
  }

  @Test
  void anInvalidationCountsFromTheMomentOfTheCall() {
    try (TestRedis server = TestRedis.start(folder);
        TestProxy proxy = new TestProxy(grid.vertx(), new NetServerOptions(), server.port());
        StoreNode node = node(proxy.port(), PATIENT).uses("redis")) {
      node.load("m/key", "old");
      proxy.slow(50);

      var running =
          node.store.apply(
              verticles.invalidation.Invalidation.of(Mode.REMOVE, new Target.Tag("tag")));

      assertThat(running.isComplete()).isFalse();
      assertThat(node.find("m/key")).isEqualTo("nothing");
      await(running);
    }
  }

  @Test
  void theRightsThatTheDocumentNamesAreEnough() {
    try (TestRedis server = TestRedis.start(folder)) {
      String rights =
          "+get +set +del +unlink +exists +setrange +strlen +pttl +pexpire +incr +eval +evalsha"
              + " +scan +info +ping +hello";
      server.ask(("ACL SETUSER cache on >secret ~sr:* " + rights).split(" "));
      String url = "redis://cache:secret@127.0.0.1:" + server.port();
      try (StoreNode node =
          new StoreNode(grid, Samples.connected(grid.vertx(), url), log, PATIENT).uses("redis")) {
        for (Mode mode : Mode.values()) {
          for (Target target :
              java.util.List.of(
                  new Target.Key("a/key"),
                  new Target.Tag("tag"),
                  new Target.Pattern("a/*"),
                  new Target.Everything())) {
            assertThat(node.load("a/key", "value")).isTrue();
            assertThat(await(node.store.list("*", "", 10)).items()).hasSize(1);
            node.invalidate(mode, target);
            assertThat(node.store.state().trusted()).isTrue();
          }
        }
      }
    }
  }

  @Test
  void withoutRedisTheGridServesAndSaysSo() {
    try (StoreNode node = new StoreNode(grid, new NoRedis(InstantSource.system()), log, PATIENT)) {
      assertThat(node.load("n/key", "value")).isTrue();
      assertThat(node.find("n/key")).isEqualTo("value");
      assertThat(node.invalidate(Mode.REMOVE, new Target.Key("n/key"))).isEqualTo(1);
      assertThat(node.find("n/key")).isEqualTo("nothing");
      assertThat(node.store.state())
          .returns("grid", TierState::store)
          .returns("none is configured", TierState::reason);
    }
  }
}
