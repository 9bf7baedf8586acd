package verticles.cache;

import java.util.concurrent.atomic.LongAdder;

/** What the cache counts, from every thread. */
final class CacheCounters {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder coalesced = new LongAdder();
  final LongAdder stale = new LongAdder();
  final LongAdder refreshes = new LongAdder();
  final LongAdder bypasses = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder tooLarge = new LongAdder();

  CacheStatistics snapshot(long entries, long bytes) {
    return new CacheStatistics(
        hits.sum(),
        misses.sum(),
        coalesced.sum(),
        stale.sum(),
        refreshes.sum(),
        bypasses.sum(),
        loads.sum(),
        loadFailures.sum(),
        evictions.sum(),
        tooLarge.sum(),
        entries,
        bytes);
  }
}
