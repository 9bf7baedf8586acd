package verticles.warming;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import verticles.dataset.RecurringQuestion;
import verticles.dataset.WarmDatasets;
import verticles.postgres.Postgres;

/**
 * Remembers which questions are read in which hour, without their users. What is counted between
 * two flushes is bounded to the 10,000 most read. Safe to call from every thread.
 */
public final class AccessHistory {
  private static final Duration HALF_A_FLUSH = Duration.ofSeconds(30);

  private final WarmDatasets datasets;
  private final HistoryTable table;
  private final InstantSource clock;
  private final MostRead<String> seen = new MostRead<>(HistoryTable.PLACES);

  /** A history kept in that database. */
  public AccessHistory(WarmDatasets datasets, Postgres postgres, InstantSource clock) {
    this.datasets = datasets;
    this.table = new HistoryTable(postgres);
    this.clock = clock;
  }

  /**
   * Counts reads of an answer. It is meant for a sweep over the counters of entries, and for what
   * has to be loaded, not for each hit.
   *
   * @param key of the answer in the cache
   * @param reads since it was called last for the same key
   */
  public void seen(String key, long reads) {
    if (reads > 0) {
      seen.read(key, reads);
    }
  }

  /**
   * Writes what was counted since the last time; it blocks. What cannot be written is counted
   * again.
   */
  void flush() {
    Map<String, Long> counted = seen.drain();
    Instant hour = HourOfWeek.hour(clock.instant().minus(HALF_A_FLUSH));
    try {
      Map<RecurringQuestion, Long> reads = new HashMap<>();
      counted.forEach(
          (key, times) -> recurring(key).ifPresent(one -> reads.merge(one, times, Long::sum)));
      table.add(hour, reads).await();
    } catch (RuntimeException notWritten) {
      counted.forEach(seen::read);
      throw notWritten;
    }
  }

  /** One after the other, because the first of a zone makes its time zone known to the rest. */
  private Optional<RecurringQuestion> recurring(String key) {
    return datasets.recurring(key).await();
  }

  /** Forgets what no forecast needs. */
  Future<Void> forget() {
    return table.forget(clock.instant());
  }

  HistoryTable table() {
    return table;
  }
}
