package verticles.cache;

import java.util.concurrent.atomic.LongAdder;

/** What the cache counts beside its {@link Tally tallies}, from every thread. */
final class CacheCounters {
  final LongAdder refreshes = new LongAdder();
  final LongAdder earlyRefreshes = new LongAdder();
  final LongAdder bypasses = new LongAdder();
  final LongAdder negativeHits = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder tooLarge = new LongAdder();
  final LongAdder overtaken = new LongAdder();
  final LongAdder invalidations = new LongAdder();
  final LongAdder forgotten = new LongAdder();
}
