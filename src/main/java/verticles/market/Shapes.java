package verticles.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;

/** The regular part of demand and sun: by hour of the day, day of the week, day of the year. */
final class Shapes {
  private static final double YEAR_DAYS = 365.25;
  private static final double TILT = Math.toRadians(23.44);

  private Shapes() {}

  /** Demand as a share of its average: two peaks a day, quiet weekends, high winters. */
  static double demand(SimulatedZone zone, Instant at) {
    ZonedDateTime local = at.atZone(zone.timeZone());
    double hour = local.getHour() + local.getMinute() / 60.0;
    double day = -0.16 * Math.cos(turn(hour - 3.5, 24)) + 0.07 * Math.cos(turn(hour - 8, 12));
    double week =
        switch (local.getDayOfWeek()) {
          case SATURDAY -> -0.09;
          case SUNDAY -> -0.13;
          case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> 0.02;
        };
    double weekend = local.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 ? 0.7 : 1;
    return 1 + day * weekend + week + 0.09 * winter(at);
  }

  /** 1 in the middle of January, -1 in the middle of July. */
  static double winter(Instant at) {
    return Math.cos(turn(yearDay(at) - 15, YEAR_DAYS));
  }

  /** The sun's strength under a clear sky, from 0 (night) to 1 (overhead). */
  static double sun(SimulatedZone zone, Instant at) {
    double latitude = Math.toRadians(zone.latitude());
    double declination = -TILT * Math.cos(turn(yearDay(at) + 10, YEAR_DAYS));
    double solarHour = at.getEpochSecond() % 86_400 / 3600.0 + 0.7;
    double elevation =
        Math.sin(latitude) * Math.sin(declination)
            + Math.cos(latitude) * Math.cos(declination) * Math.cos(turn(solarHour - 12, 24));
    return Math.max(0, elevation);
  }

  private static double yearDay(Instant at) {
    return at.getEpochSecond() / 86_400.0 % YEAR_DAYS;
  }

  private static double turn(double position, double period) {
    return 2 * Math.PI * position / period;
  }
}
