package verticles.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import verticles.bus.Address;

/** What the market feature is asked, answers and announces. */
public sealed interface MarketMessage {
  /** Heard by every node at each tick of the live feed: {@link Ticks}. */
  Address TICKS = Address.all("market.ticks");

  /** Answers {@link FindZone} with {@link Zone}. */
  Address ZONES = Address.node("market.zones");

  /** Answers {@link ListZones} with {@link Zones}. */
  Address EVERY_ZONE = Address.node("market.every-zone");

  /** The newest price of each zone of one tick. */
  record Ticks(List<Tick> ticks) implements MarketMessage {}

  /** The last traded price of a zone. */
  record Tick(String zone, Instant at, BigDecimal priceEurMwh, boolean simulated)
      implements MarketMessage {}

  /** Asks for a zone by its id; fails with NOT_FOUND when there is none. */
  record FindZone(String zone) implements MarketMessage {}

  /** Asks for all zones. */
  record ListZones() implements MarketMessage {}

  /** All zones there are, in no order. */
  record Zones(List<Zone> zones) implements MarketMessage {}

  /** A bidding zone and its IANA time zone. */
  record Zone(String zone, String timeZone, boolean simulated) implements MarketMessage {}
}
