package verticles.market;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * The last traded price of a zone at any instant: it wanders around the day-ahead price, from one
 * interval towards the next without a jump, and is the same whenever it is asked.
 */
final class LivePrice {
  private record Wander(Noise slow, Noise medium, Noise fast) {}

  private static final double BLEND_FROM = 0.8;

  private final SimulatedMarket market;
  private final Map<SimulatedZone, Wander> wanders = new EnumMap<>(SimulatedZone.class);

  LivePrice(SimulatedMarket market) {
    this.market = market;
    for (SimulatedZone zone : SimulatedZone.values()) {
      Noise noise = market.noise("live " + zone.id());
      wanders.put(
          zone, new Wander(noise.stream("slow"), noise.stream("medium"), noise.stream("fast")));
    }
  }

  /** In EUR/MWh, rounded to cents. */
  double at(SimulatedZone zone, Instant at) {
    double seconds = at.toEpochMilli() / 1000.0;
    Wander wander = requireNonNull(wanders.get(zone));
    return Rounded.cents(
        dayAhead(zone, seconds)
            + 1.9 * wander.slow().curve(seconds / 700)
            + 0.7 * wander.medium().curve(seconds / 45)
            + 0.18 * wander.fast().curve(seconds / 2.5));
  }

  private double dayAhead(SimulatedZone zone, double seconds) {
    long length = zone.intervalMinutes() * 60L;
    double position = seconds / length;
    long interval = (long) Math.floor(position);
    double now = market.price(zone, Instant.ofEpochSecond(interval * length));
    double towards = (position - interval - BLEND_FROM) / (1 - BLEND_FROM);
    if (towards <= 0) {
      return now;
    }
    double next = market.price(zone, Instant.ofEpochSecond((interval + 1) * length));
    return now + (next - now) * towards;
  }
}
