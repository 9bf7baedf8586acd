package verticles.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The ticks of the simulated zones, on a grid of instants that every node agrees on. */
final class LiveTicks {
  private final LivePrice prices;
  private final long tickMillis;

  LiveTicks(LivePrice prices, Duration tick) {
    this.prices = prices;
    this.tickMillis = tick.toMillis();
  }

  /** The newest instant of the grid that is not after {@code now}. */
  Instant newest(Instant now) {
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), tickMillis) * tickMillis);
  }

  /** The instants after {@code from} up to {@code to}, at most {@code limit}, oldest first. */
  List<Instant> between(Instant from, Instant to, int limit) {
    List<Instant> instants = new ArrayList<>();
    Instant next = newest(from).plusMillis(tickMillis);
    while (!next.isAfter(to) && instants.size() < limit) {
      instants.add(next);
      next = next.plusMillis(tickMillis);
    }
    return instants;
  }

  /** One tick of each zone. */
  List<MarketMessage.Tick> at(Instant instant) {
    List<MarketMessage.Tick> ticks = new ArrayList<>();
    for (SimulatedZone zone : SimulatedZone.values()) {
      BigDecimal price =
          BigDecimal.valueOf(prices.at(zone, instant)).setScale(2, RoundingMode.HALF_UP);
      ticks.add(new MarketMessage.Tick(zone.id(), instant, price, true));
    }
    return ticks;
  }
}
