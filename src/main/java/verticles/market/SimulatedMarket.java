package verticles.market;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A market that a seed makes: the same seed, zone and instant give the same prices, in whatever
 * order they are asked, so that a restart goes on without a seam. Prices are in EUR/MWh, rounded to
 * cents; energies in MWh, rounded to kWh.
 */
final class SimulatedMarket {
  private static final double LOWEST = -500;
  private static final double HIGHEST = 4000;
  private static final int REMEMBERED_DAYS = 64;

  private record DayKey(SimulatedZone zone, long epochDay) {}

  private final Map<SimulatedZone, ZoneWeather> weathers = new EnumMap<>(SimulatedZone.class);
  private final Map<DayKey, ZoneDay> days =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DayKey, ZoneDay> eldest) {
          return size() > REMEMBERED_DAYS;
        }
      };
  private final Noise noise;

  SimulatedMarket(long seed) {
    this.noise = new Noise(seed);
    for (SimulatedZone zone : SimulatedZone.values()) {
      weathers.put(zone, new ZoneWeather(zone, noise));
    }
  }

  /** A stream of randomness of this market for one purpose. */
  Noise noise(String purpose) {
    return noise.stream(purpose);
  }

  /** The UTC day that contains an instant. */
  ZoneDay day(SimulatedZone zone, Instant at) {
    DayKey key = new DayKey(zone, Math.floorDiv(at.getEpochSecond(), 86_400L));
    synchronized (days) {
      return days.computeIfAbsent(key, missing -> weather(missing.zone()).day(missing.epochDay()));
    }
  }

  private ZoneWeather weather(SimulatedZone zone) {
    return requireNonNull(weathers.get(zone));
  }

  /** The day-ahead price of the interval that starts then. */
  double price(SimulatedZone zone, Instant start) {
    double hourly = day(zone, start).priceEurMwh()[hourOf(start)];
    if (zone.intervalMinutes() < 60) {
      hourly += ramp(zone, start) + 2.5 * noise("quarter " + zone.id()).normal(minute(start));
    }
    return Rounded.cents(Math.clamp(hourly, LOWEST, HIGHEST));
  }

  /** What demand's way through the hour adds to a part of it; about zero over the whole hour. */
  private static double ramp(SimulatedZone zone, Instant start) {
    Duration half = Duration.ofMinutes(zone.intervalMinutes() / 2);
    Instant hourMiddle = Instant.ofEpochSecond(start.getEpochSecond() / 3600 * 3600 + 1800);
    return 140 * (Shapes.demand(zone, start.plus(half)) - Shapes.demand(zone, hourMiddle));
  }

  /** What was traded in the day-ahead auction for the interval. */
  double volume(SimulatedZone zone, Instant start) {
    double demand = day(zone, start).demand()[hourOf(start)];
    return Rounded.kwh(demand * zone.demandGw() * 1000 * 0.62 * zone.intervalMinutes() / 60);
  }

  /** The price of imbalance: the day-ahead price, or away from it when the zone was regulated. */
  double imbalancePrice(SimulatedZone zone, Instant start) {
    Noise regulation = noise("imbalance " + zone.id());
    double pressure = regulation.curve(minute(start) / 95.0);
    double price = price(zone, start);
    if (Math.abs(pressure) < 0.45) {
      return price;
    }
    double size = 14 - 32 * Math.log(1 - regulation.stream("size").uniform(minute(start)));
    return Rounded.cents(price + Math.signum(pressure) * size);
  }

  static int hourOf(Instant at) {
    return (int) (Math.floorMod(at.getEpochSecond(), 86_400L) / 3600);
  }

  private static long minute(Instant at) {
    return at.getEpochSecond() / 60;
  }
}
