package verticles.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static verticles.testing.Patience.until;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import verticles.config.Secret;
import verticles.redis.RedisConfig;
import verticles.redis.RedisOpening;
import verticles.redis.RedisServers;
import verticles.redis.RedisState;
import verticles.redis.RedisTls;
import verticles.redis.RedisTopology;

/** Values, keys and connections for the tests of the shared tier. */
final class Samples {
  static final SealKeys KEYS = new SealKeys(List.of(key(1)));

  private Samples() {}

  static SealKey key(int fill) {
    byte[] bytes = new byte[SealKey.BYTES];
    java.util.Arrays.fill(bytes, (byte) fill);
    return SealKey.of(bytes);
  }

  static ValueCodec codec() {
    return new ValueCodec(() -> KEYS, id -> {}, new Packing(1024, 1 << 20));
  }

  static SharedValue value(String body, String... tags) {
    return value(body.getBytes(UTF_8), List.of(tags), System.currentTimeMillis());
  }

  static SharedValue value(byte[] body, List<String> tags, long loadedAt) {
    return new SharedValue(
        "text/plain", body, "SHARED", tags, loadedAt, 1500, 60_000, 30_000, 60_000);
  }

  static String text(Found found) {
    return found.value().map(value -> new String(value.body(), UTF_8)).orElse("nothing");
  }

  static RedisConfig redis(RedisTopology topology, List<String> nodes, RedisTls tls, String url) {
    return new RedisConfig(
        new Secret(url),
        nodes,
        topology,
        "mymaster",
        "",
        new Secret(""),
        tls,
        4,
        1000,
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofMillis(100));
  }

  /** A connection that is up. */
  static RedisServers connected(Vertx vertx, String url) {
    return connected(vertx, redis(RedisTopology.STANDALONE, List.of(), RedisTls.USUAL, url));
  }

  static RedisServers connected(Vertx vertx, RedisConfig config) {
    RedisServers redis = RedisOpening.open(vertx, config, config.url(), InstantSource.system());
    until("Redis is up", redis::state, RedisState.Up.class::isInstance);
    return redis;
  }
}
