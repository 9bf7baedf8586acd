package verticles.warming;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import verticles.cache.CacheMessage;
import verticles.dataset.RecurringQuestion;
import verticles.dataset.WarmDatasets;
import verticles.postgres.Postgres;

/**
 * Remembers which questions are read in which hour, without their users. What is counted between two
 * flushes is bounded to the 10,000 most read. Safe to call from every thread.
 */
public final class AccessHistory {
  private static final Duration HALF_A_FLUSH = Duration.ofSeconds(30);

  private final WarmDatasets datasets;
  private final HistoryTable table;
  private final InstantSource clock;
  private final MostRead<CacheMessage.Read> seen = new MostRead<>(HistoryTable.PLACES);

  /** A history kept in that database. */
  public AccessHistory(WarmDatasets datasets, Postgres postgres, InstantSource clock) {
    this.datasets = datasets;
    this.table = new HistoryTable(postgres);
    this.clock = clock;
  }

  /**
   * Counts reads. It is meant for a sweep over the counters of entries, not for each read.
   *
   * @param hits reads since it was called last for the same question
   */
  public void seen(CacheMessage.Read read, long hits) {
    if (hits > 0 && read.visible() != CacheMessage.Visibility.USER) {
      seen.read(read, hits);
    }
  }

  /**
   * Writes what was counted since the last time; it blocks. What cannot be written is counted
   * again.
   */
  void flush() {
    Map<CacheMessage.Read, Long> counted = seen.drain();
    Instant hour = HourOfWeek.hour(clock.instant().minus(HALF_A_FLUSH));
    try {
      Map<RecurringQuestion, Long> reads = new HashMap<>();
      counted.forEach(
          (read, hits) -> recurring(read).ifPresent(q -> reads.merge(q, hits, Long::sum)));
      table.add(hour, reads).await();
    } catch (RuntimeException notWritten) {
      counted.forEach(seen::read);
      throw notWritten;
    }
  }

  /** One after the other, because the first of a zone makes its time zone known to the rest. */
  private Optional<RecurringQuestion> recurring(CacheMessage.Read read) {
    return datasets.recurring(read).await();
  }

  /** Forgets what no forecast needs. */
  Future<Void> forget() {
    return table.forget(clock.instant());
  }

  HistoryTable table() {
    return table;
  }
}
