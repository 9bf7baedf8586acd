package verticles.warming;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says how likely a question is asked in the coming hour, from the same hour of the weeks before.
 * Hours are those of UTC: each week has 168 of them, whatever clocks do.
 *
 * <p>The likelihood is the share of those weeks in which it was asked at that hour, where a week
 * counts half as much as one two weeks later. Counting weeks instead of reads keeps one busy
 * morning from looking like a habit.
 */
final class HourOfWeek {
  /** Older weeks are forgotten. */
  static final int WEEKS = 8;

  private static final double HALF_LIFE_WEEKS = 2;

  /** An hour that the coming one shares less with does not count. */
  private static final Duration SLIVER = Duration.ofMinutes(10);

  private static final Duration WEEK = Duration.ofDays(7);

  private final InstantSource clock;
  private final Instant since;

  /**
   * What to expect of a question.
   *
   * @param likelihood that it is asked, from 0 to 1
   * @param reads how many times, on average
   */
  record Forecast(double likelihood, double reads) {
    private static final Forecast NEVER = new Forecast(0, 0);

    /** Whether it is asked rather than not. */
    boolean isLikely() {
      return likelihood >= 0.5;
    }

    private Forecast or(Forecast other) {
      return other.likelihood > likelihood ? other : this;
    }
  }

  /**
   * Forecasts from the present of that clock.
   *
   * @param since when reads began to be counted: weeks before it say nothing
   */
  HourOfWeek(InstantSource clock, Instant since) {
    this.clock = clock;
    this.since = hour(since);
  }

  /** The beginning of the hour that an instant is in. */
  static Instant hour(Instant instant) {
    return instant.truncatedTo(ChronoUnit.HOURS);
  }

  /** The beginnings of all hours whose reads make the forecast. */
  List<Instant> evidence() {
    return coming().stream().flatMap(hour -> weeksBefore(hour).stream()).toList();
  }

  /** Of the coming hour; of those on the clock that it overlaps, the likelier one. */
  Forecast forecast(Map<Instant, Long> readsByHour) {
    return coming().stream()
        .map(hour -> forecast(readsByHour, hour))
        .reduce(Forecast.NEVER, Forecast::or);
  }

  private List<Instant> coming() {
    Instant now = clock.instant();
    Instant hour = hour(now);
    Instant next = hour.plus(1, ChronoUnit.HOURS);
    List<Instant> coming = new ArrayList<>();
    if (Duration.between(now, next).compareTo(SLIVER) >= 0) {
      coming.add(hour);
    }
    if (Duration.between(hour, now).compareTo(SLIVER) >= 0) {
      coming.add(next);
    }
    return coming;
  }

  private List<Instant> weeksBefore(Instant hour) {
    List<Instant> weeks = new ArrayList<>();
    for (int week = 1; week <= WEEKS; week++) {
      Instant before = hour.minus(WEEK.multipliedBy(week));
      if (!before.isBefore(since)) {
        weeks.add(before);
      }
    }
    return weeks;
  }

  private Forecast forecast(Map<Instant, Long> readsByHour, Instant hour) {
    double weights = 0;
    double weeksWithReads = 0;
    double reads = 0;
    double weight = 1;
    for (Instant before : weeksBefore(hour)) {
      long count = readsByHour.getOrDefault(before, 0L);
      weights += weight;
      weeksWithReads += count > 0 ? weight : 0;
      reads += count * weight;
      weight *= Math.pow(0.5, 1 / HALF_LIFE_WEEKS);
    }
    return weights == 0 ? Forecast.NEVER : new Forecast(weeksWithReads / weights, reads / weights);
  }
}
