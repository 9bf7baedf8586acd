package verticles.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A day of delivery from midnight to midnight in Central European Time, as the day-ahead auction
 * has it: 23, 24 or 25 hours.
 */
record DeliveryDay(LocalDate date) {
  private static final ZoneId MARKET_TIME = ZoneId.of("Europe/Berlin");

  static DeliveryDay at(Instant instant) {
    return new DeliveryDay(LocalDate.ofInstant(instant, MARKET_TIME));
  }

  DeliveryDay plus(long days) {
    return new DeliveryDay(date.plusDays(days));
  }

  Instant start() {
    return date.atStartOfDay(MARKET_TIME).toInstant();
  }

  Instant end() {
    return plus(1).start();
  }

  /** When the auction of this day is decided: a day ahead, so that tomorrow is always known. */
  Instant clearedAt() {
    return plus(-1).start();
  }

  boolean isAfter(DeliveryDay other) {
    return date.isAfter(other.date);
  }

  /** The starts of its intervals. */
  List<Instant> intervals(int minutes) {
    return intervals(start(), end(), minutes);
  }

  /** The starts of the intervals that begin in a span. */
  static List<Instant> intervals(Instant from, Instant to, int minutes) {
    List<Instant> starts = new ArrayList<>();
    for (Instant start = from; start.isBefore(to); start = start.plusSeconds(minutes * 60L)) {
      starts.add(start);
    }
    return starts;
  }
}
