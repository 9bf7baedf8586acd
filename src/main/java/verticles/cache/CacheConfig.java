package verticles.cache;

import java.time.Duration;
import java.util.Map;
import verticles.config.Between;
import verticles.config.DataSize;

/**
 * The section {@code cache} of the configuration.
 *
 * @param maxSize of all entries in memory, with their keys
 * @param maxEntrySize larger answers are served but not kept
 * @param compressFrom smaller answers are sent as they are
 * @param loadTimeout how long one load may take
 * @param policies how long answers live, by the name that a dataset refers to
 */
public record CacheConfig(
    @Between(min = "1MiB", max = "1024GiB") DataSize maxSize,
    @Between(min = "1KiB", max = "1GiB") DataSize maxEntrySize,
    @Between(min = "0B", max = "1GiB") DataSize compressFrom,
    @Between(min = "1ms", max = "10m") Duration loadTimeout,
    Map<String, Policy> policies) {

  /** Refuses sizes that contradict each other. */
  public CacheConfig {
    if (maxEntrySize.compareTo(maxSize) > 0) {
      throw new IllegalArgumentException(
          "max-entry-size %s at most max-size %s".formatted(maxEntrySize, maxSize));
    }
    policies = Map.copyOf(policies);
  }

  /**
   * How long an answer lives.
   *
   * @param fresh how long after its load it is served without asking the source; 0: never kept
   * @param stale how much longer it is served while it is loaded again, or when that fails
   */
  public record Policy(
      @Between(min = "0s", max = "365d") Duration fresh,
      @Between(min = "0s", max = "365d") Duration stale) {

    boolean keeps() {
      return fresh.isPositive();
    }
  }
}
