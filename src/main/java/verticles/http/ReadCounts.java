package verticles.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import verticles.cache.CacheReport.PatternReport;
import verticles.cache.CacheStatistics;

/**
 * How often the cache was read, and with what result.
 *
 * @param coalesced reads that waited for a load which another read had started
 * @param savedMs load time that hits did not have to wait for
 */
record ReadCounts(
    long hits,
    long misses,
    long stale,
    long coalesced,
    long refreshes,
    long bypasses,
    long loads,
    long loadFailures,
    double meanLoadMs,
    long savedMs) {
  static final ReadCounts NONE = new ReadCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static ReadCounts of(CacheStatistics near) {
    return new ReadCounts(
        near.hits(),
        near.misses(),
        near.stale(),
        near.coalesced(),
        near.refreshes(),
        near.bypasses(),
        near.loads(),
        near.loadFailures(),
        0,
        0);
  }

  static ReadCounts of(PatternReport pattern) {
    return new ReadCounts(
        pattern.hits(),
        pattern.misses(),
        pattern.stale(),
        pattern.coalesced(),
        0,
        0,
        pattern.loads(),
        pattern.loadFailures(),
        pattern.loads() == 0 ? 0 : pattern.loadMicros() / 1000.0 / pattern.loads(),
        pattern.savedMicros() / 1000);
  }

  /** Both together. */
  ReadCounts plus(ReadCounts other) {
    long all = loads + other.loads;
    double millis = meanLoadMs * loads + other.meanLoadMs * other.loads;
    return new ReadCounts(
        hits + other.hits,
        misses + other.misses,
        stale + other.stale,
        coalesced + other.coalesced,
        refreshes + other.refreshes,
        bypasses + other.bypasses,
        all,
        loadFailures + other.loadFailures,
        all == 0 ? 0 : millis / all,
        savedMs + other.savedMs);
  }

  /** These reads with the load times of the same reads counted by pattern. */
  ReadCounts timedBy(ReadCounts patterns) {
    return new ReadCounts(
        hits,
        misses,
        stale,
        coalesced,
        refreshes,
        bypasses,
        loads,
        loadFailures,
        patterns.meanLoadMs,
        patterns.savedMs);
  }

  /** The share of reads that no source had to be waited for: 0 to 1; 0 when nothing was read. */
  @JsonProperty
  double hitRatio() {
    long reads = hits + stale + misses + refreshes + bypasses;
    return reads == 0 ? 0 : (double) (hits + stale) / reads;
  }
}
