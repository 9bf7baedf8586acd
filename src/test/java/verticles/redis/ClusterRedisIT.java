package verticles.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.testing.Signals;
import verticles.testing.TestRedis;
import verticles.testing.TestRedisCluster;

/** A real Cluster whose slots move, and of which a master is away. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ClusterRedisIT {
  @TempDir static Path folder;
  static Vertx vertx;
  static TestRedisCluster cluster;
  static RedisServers redis;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    cluster = TestRedisCluster.start(folder);
    RedisConfig config = config("redis://127.0.0.1:" + cluster.ports().getFirst());
    redis = RedisOpening.open(vertx, config, config.url(), InstantSource.system());
    isUp();
  }

  @AfterAll
  static void close() {
    await(redis.close());
    cluster.close();
    await(vertx.close());
  }

  private static RedisConfig config(String url) {
    return new RedisConfig(
        new Secret(url),
        List.of(),
        RedisTopology.CLUSTER,
        "mymaster",
        "",
        new Secret(""),
        RedisTls.USUAL,
        4,
        1000,
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofMillis(100));
  }

  private static void isUp() {
    until("up", redis::state, RedisState.Up.class::isInstance);
  }

  private static boolean set(String key, String value) {
    Request set = Request.cmd(Command.SET).arg(key).arg(value);
    return await(
        redis
            .at(key)
            .batch(List.of(set))
            .map(replies -> replies.getFirst().isDone())
            .otherwise(false));
  }

  private static String get(String key) {
    Request get = Request.cmd(Command.GET).arg(key);
    return await(redis.at(key).batch(List.of(get))).getFirst().text().orElse("nothing");
  }

  @Test
  void aClusterIsSpokenToAsIfItWereOneAlsoWhenASlotMoves() {
    for (int i = 0; i < 300; i++) {
      assertThat(set("key" + i, "value" + i)).isTrue();
    }
    for (int i = 0; i < 300; i++) {
      assertThat(get("key" + i)).isEqualTo("value" + i);
    }
    assertThat(cluster.nodes().stream().mapToInt(node -> Integer.parseInt(node.ask("DBSIZE"))))
        .allMatch(here -> here > 0);
    RedisConnection home = redis.home("moving");
    String before = home.server();

    cluster.moveSlotOf("moving");

    for (int i = 0; i < 20; i++) {
      assertThat(set("moving", "value " + i)).isTrue();
    }
    assertThat(get("moving")).isEqualTo("value 19");
    assertThat(home.server()).isNotEqualTo(before);
  }

  @Test
  void aSlotOnItsWayIsFollowedByOneAndRefusedToWhoTrustsOneServer() {
    Request get = Request.cmd(Command.GET).arg("leaving");
    assertThat(await(redis.home("leaving").batch(List.of(get))).getFirst().isDone()).isTrue();

    cluster.beginToMoveSlotOf("leaving");

    assertThat(set("leaving", "value")).isTrue();
    assertThat(get("leaving")).isEqualTo("value");
    assertThat(((FailureException) failure(redis.home("leaving").batch(List.of(get)))).failure())
        .isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void aMasterThatIsAwayTakesItsOwnKeysWithItAndIsSaid() {
    TestRedis away = cluster.ownerOf("here or not");
    String elsewhere =
        List.of("one", "two", "three", "four", "five", "six", "seven", "eight").stream()
            .filter(key -> cluster.ownerOf(key).port() != away.port())
            .findFirst()
            .orElseThrow();
    Signals.freeze(away.pid());
    try {
      RedisState state = until("said", redis::state, RedisState.Partly.class::isInstance);

      assertThat(((RedisState.Partly) state).reason()).startsWith("1 of 3 masters: ");
      assertThat(set(elsewhere, "value")).isTrue();
      assertThat(set("here or not", "value")).isFalse();
    } finally {
      Signals.thaw(away.pid());
    }
    isUp();
    assertThat(set("here or not", "value")).isTrue();
  }
}
