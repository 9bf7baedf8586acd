package verticles.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import verticles.config.DataSize;
import verticles.shared.SharedValue;
import verticles.testing.TestPolicy;
import verticles.testing.TestShared;

/** Questions, answers and settings for the tests of the cache. */
final class Reads {
  static final CacheConfig CONFIG = config(Duration.ofSeconds(12));

  private Reads() {}

  static CacheConfig config(Duration loadTimeout) {
    return new CacheConfig(
        DataSize.ofMebibytes(4),
        DataSize.ofMebibytes(1),
        new DataSize(1024),
        loadTimeout,
        Map.of(
            "minute", policy(60, 0),
            "stale", policy(60, 30),
            "none", policy(0, 0)),
        TestShared.CONFIG);
  }

  static CacheConfig.Policy policy(int freshSeconds, int staleSeconds) {
    return TestPolicy.fresh(Duration.ofSeconds(freshSeconds))
        .revalidate(Duration.ofSeconds(staleSeconds))
        .error(Duration.ofSeconds(staleSeconds))
        .make();
  }

  static CacheMessage.Read read(String key, String policy) {
    return new CacheMessage.Read(
        key,
        policy,
        List.of("tag"),
        CacheMessage.Visibility.SHARED,
        new CacheMessage.Load("test", Map.of("key", key)));
  }

  static CacheMessage.Loaded loaded(String body) {
    return loaded(body.getBytes(StandardCharsets.UTF_8));
  }

  static CacheMessage.Loaded loaded(byte[] body) {
    return new CacheMessage.Loaded(body, "text/plain");
  }

  static SharedValue value(byte[] body, long loadedAtMillis, long freshSeconds) {
    return new SharedValue(
        "text/plain",
        body,
        CacheMessage.Visibility.SHARED.name(),
        List.of("tag"),
        loadedAtMillis,
        0,
        freshSeconds * 1000,
        0,
        0);
  }
}
