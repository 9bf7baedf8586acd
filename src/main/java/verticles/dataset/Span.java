package verticles.dataset;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A length of time; whole days are calendar days, so they have 23, 24 or 25 hours. */
record Span(Duration length) {

  /** The point that lies this much later, as the clocks of that zone count. */
  Instant after(Instant from, ZoneId zone) {
    boolean days = length.toSecondsPart() == 0 && length.toMinutes() % (24 * 60) == 0;
    return days ? from.atZone(zone).plusDays(length.toDays()).toInstant() : from.plus(length);
  }

  @Override
  public String toString() {
    long minutes = length.toMinutes();
    return minutes % (24 * 60) == 0
        ? minutes / (24 * 60) + "d"
        : minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
  }
}
