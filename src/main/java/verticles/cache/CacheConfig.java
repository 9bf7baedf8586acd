package verticles.cache;

import java.time.Duration;
import java.util.Map;
import verticles.config.Between;
import verticles.config.DataSize;
import verticles.config.Default;
import verticles.shared.SharedConfig;

/**
 * The section {@code cache} of the configuration.
 *
 * @param maxSize of all entries in memory, with their keys
 * @param maxEntrySize larger answers are served but not kept
 * @param compressFrom smaller answers are sent as they are
 * @param loadTimeout how long one load may take
 * @param policies how long answers live, by the name that a dataset refers to
 * @param shared the tier that all nodes share
 */
public record CacheConfig(
    @Between(min = "1MiB", max = "1024GiB") DataSize maxSize,
    @Between(min = "1KiB", max = "1GiB") DataSize maxEntrySize,
    @Between(min = "0B", max = "1GiB") DataSize compressFrom,
    @Between(min = "1ms", max = "10m") Duration loadTimeout,
    Map<String, Policy> policies,
    SharedConfig shared) {

  /** Refuses sizes that contradict each other. */
  public CacheConfig {
    if (maxEntrySize.compareTo(maxSize) > 0) {
      throw new IllegalArgumentException(
          "max-entry-size %s at most max-size %s".formatted(maxEntrySize, maxSize));
    }
    policies = Map.copyOf(policies);
  }

  /**
   * How answers live.
   *
   * @param fresh how long after its load it is served without asking the source; 0: never kept
   * @param staleWhileRevalidate how much longer it is served while it is loaded again
   * @param staleIfError how much longer than fresh it is served when its load fails
   * @param negative how long "there is nothing" is remembered; 0: not at all
   * @param jitter up to so many percent of fresh are taken off at random, so that answers loaded
   *     together are not loaded again together
   * @param eager after so many percent of fresh a read loads it again behind the scenes; 100: never
   * @param softTimeout a read that could be served out of date waits no longer than this
   * @param hardTimeout no read waits longer than this
   * @param near whether it is kept in the memory of the nodes that read it
   * @param shared whether it is kept in the tier that nodes share as well
   * @param compress whether its gzip and Brotli forms are made once and kept
   * @param adaptive whether fresh follows the observed rate of change
   * @param shortest fresh is never less, when it is adaptive
   * @param longest fresh is never more, when it is adaptive
   */
  public record Policy(
      @Between(min = "0s", max = "365d") Duration fresh,
      @Between(min = "0s", max = "365d") @Default("0s") Duration staleWhileRevalidate,
      @Between(min = "0s", max = "365d") @Default("0s") Duration staleIfError,
      @Between(min = "0s", max = "1d") @Default("0s") Duration negative,
      @Between(min = "0", max = "50") @Default("0") int jitter,
      @Between(min = "10", max = "100") @Default("100") int eager,
      @Between(min = "1ms", max = "10m") @Default("1s") Duration softTimeout,
      @Between(min = "1ms", max = "10m") @Default("12s") Duration hardTimeout,
      @Default("true") boolean near,
      @Default("true") boolean shared,
      @Default("true") boolean compress,
      @Default("false") boolean adaptive,
      @Between(min = "1s", max = "365d") @Default("1s") Duration shortest,
      @Between(min = "1s", max = "365d") @Default("1d") Duration longest) {

    /** Refuses times that contradict each other. */
    public Policy {
      if (softTimeout.compareTo(hardTimeout) > 0) {
        throw new IllegalArgumentException("soft-timeout at most hard-timeout");
      }
      if (!near && !shared && fresh.isPositive()) {
        throw new IllegalArgumentException("near or shared, or fresh of 0s");
      }
      if (shortest.compareTo(longest) > 0) {
        throw new IllegalArgumentException("shortest at most longest");
      }
    }

    boolean keeps() {
      return fresh.isPositive();
    }

    /** Fresh is never more. */
    Duration freshAtMost() {
      return adaptive ? longest : fresh;
    }
  }
}
