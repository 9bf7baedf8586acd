package verticles.warming;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import verticles.testing.SettableClock;

/** Reads of some weeks, and what is expected of the coming hour. */
final class ReadWeeks {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  /** A Monday. */
  final SettableClock clock = new SettableClock("2026-11-16T06:00:00Z");

  final HourOfWeek hours = new HourOfWeek(clock, LONG_AGO);
  final Map<Instant, Long> reads = new HashMap<>();

  void read(String hour, long count) {
    reads.put(Instant.parse(hour), count);
  }

  void readEachWeekBefore(String hour, int weeks) {
    for (int week = 1; week <= weeks; week++) {
      reads.put(Instant.parse(hour).minus(Duration.ofDays(7L * week)), 10L);
    }
  }

  double likelihood() {
    return hours.forecast(reads).likelihood();
  }
}
