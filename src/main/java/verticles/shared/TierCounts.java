package verticles.shared;

import java.util.concurrent.atomic.LongAdder;

/** Counts what the tier does. */
final class TierCounts {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder outdated = new LongAdder();
  final LongAdder kept = new LongAdder();
  final LongAdder overtaken = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder unsealed = new LongAdder();
  final LongAdder bodyBytes = new LongAdder();
  final LongAdder storedBytes = new LongAdder();
  final LongAdder nanos = new LongAdder();

  TierState.Counts snapshot() {
    return new TierState.Counts(
        hits.sum(),
        misses.sum(),
        outdated.sum(),
        kept.sum(),
        overtaken.sum(),
        failures.sum(),
        unsealed.sum(),
        bodyBytes.sum(),
        storedBytes.sum(),
        nanos.sum() / 1_000);
  }
}
