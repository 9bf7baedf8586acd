package verticles.dataset;

import java.time.ZoneId;

/** Where the midnight of a date is meant. */
sealed interface TimeZone {

  /** One zone for every question. */
  record Fixed(ZoneId zone) implements TimeZone {
    @Override
    public String toString() {
      return zone.getId();
    }
  }

  /** The time zone of the bidding zone that another parameter names. */
  record Of(String parameter) implements TimeZone {
    @Override
    public String toString() {
      return "the time zone of " + parameter;
    }
  }
}
