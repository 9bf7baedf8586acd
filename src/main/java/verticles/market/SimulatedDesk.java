package verticles.market;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the portfolios of the simulated market do: they bid, trade, and deliver about that. */
final class SimulatedDesk {
  private static final int INTRADAY_TRADES = 4;
  private static final double FULL_MARGIN = 2.5;
  private static final double SMALLEST_BID = 0.1;

  private final SimulatedMarket market;

  SimulatedDesk(SimulatedMarket market) {
    this.market = market;
  }

  /** The bid for the interval that starts then; empty when the portfolio has nothing to offer. */
  Optional<SimulatedBid> bid(SimulatedPortfolio portfolio, Instant start) {
    Noise noise = noise("bid", portfolio);
    long minute = minute(start);
    double offered = offeredMw(portfolio, start) * hours(portfolio);
    Side side = offered < 0 ? Side.BUY : Side.SELL;
    double quantity = Rounded.kwh(Math.abs(offered));
    if (quantity < SMALLEST_BID) {
      return Optional.empty();
    }
    double limit = Rounded.cents(limit(portfolio, start, side) + 5 * noise.normal(minute));
    double margin = (market.price(portfolio.zone(), start) - limit) * side.deliverySign();
    Instant cleared = DeliveryDay.at(start).clearedAt();
    return Optional.of(
        new SimulatedBid(
            portfolio,
            cleared.minusSeconds(600 + noise.stream("submitted").below(8 * 3600, minute)),
            start,
            side,
            limit,
            quantity,
            accepted(quantity, margin, noise.stream("part").uniform(minute))));
  }

  private static double accepted(double quantity, double margin, double part) {
    if (margin < 0) {
      return 0;
    }
    return margin >= FULL_MARGIN ? quantity : Rounded.kwh(quantity * (0.2 + 0.7 * part));
  }

  private double offeredMw(SimulatedPortfolio portfolio, Instant start) {
    ZoneDay day = market.day(portfolio.zone(), start);
    int hour = SimulatedMarket.hourOf(start);
    double capacity = portfolio.capacityMw();
    return switch (portfolio.technology()) {
      case WIND -> capacity * day.wind()[hour];
      case SOLAR -> capacity * day.solar()[hour];
      case FLEXIBLE -> capacity;
      case CUSTOMERS -> -0.6 * capacity * day.demand()[hour];
      case BATTERY -> day.priceEurMwh()[hour] < day.meanPrice() ? -capacity : capacity;
    };
  }

  private double limit(SimulatedPortfolio portfolio, Instant start, Side side) {
    ZoneDay day = market.day(portfolio.zone(), start);
    return switch (portfolio.technology()) {
      case WIND, SOLAR -> -4;
      case FLEXIBLE -> portfolio.zone().basePrice() - 3;
      case CUSTOMERS -> 2.2 * portfolio.zone().basePrice();
      case BATTERY -> day.meanPrice() + 13 * side.deliverySign();
    };
  }

  /** The trade that an accepted bid becomes, at the price of the auction. */
  Optional<SimulatedTrade> cleared(SimulatedBid bid) {
    if (bid.acceptedMwh() <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new SimulatedTrade(
            "A-" + minute(bid.deliveryStart()),
            bid.portfolio(),
            DeliveryDay.at(bid.deliveryStart()).clearedAt(),
            bid.deliveryStart(),
            bid.side(),
            market.price(bid.portfolio().zone(), bid.deliveryStart()),
            bid.acceptedMwh()));
  }

  /** What the auction leaves the portfolio to deliver in an interval, in MWh. */
  double scheduled(SimulatedPortfolio portfolio, Instant start) {
    return bid(portfolio, start).map(SimulatedBid::scheduledMwh).orElse(0.0);
  }

  /** What the meter showed in an interval: about what was scheduled, in MWh. */
  double metered(SimulatedPortfolio portfolio, Instant start) {
    double scheduledMwh = scheduled(portfolio, start);
    double error =
        switch (portfolio.technology()) {
          case WIND -> 0.13;
          case SOLAR -> 0.09;
          case CUSTOMERS -> 0.035;
          case FLEXIBLE, BATTERY -> 0.008;
        };
    double surprise = noise("meter", portfolio).curve(minute(start) / 180.0);
    return Rounded.kwh(scheduledMwh * (1 + error * surprise));
  }

  /** The continuous trades for the deliveries of a day. */
  Stream<SimulatedTrade> intraday(SimulatedPortfolio portfolio, DeliveryDay day) {
    return IntStream.range(0, INTRADAY_TRADES).mapToObj(number -> intraday(portfolio, day, number));
  }

  private SimulatedTrade intraday(SimulatedPortfolio portfolio, DeliveryDay day, int number) {
    Noise noise = noise("intraday", portfolio).stream(Integer.toString(number));
    long index = day.date().toEpochDay();
    int intervals =
        (int) (Duration.between(day.start(), day.end()).toMinutes() / minutes(portfolio));
    Instant start =
        day.start().plusSeconds(60L * minutes(portfolio) * noise.below(intervals, 8 * index));
    Side side = noise.uniform(8 * index + 1) < 0.5 ? Side.BUY : Side.SELL;
    double skill = 3 * noise("skill", portfolio).uniform(index / 90) - 1;
    double gain = skill + 9 * noise.normal(8 * index + 2);
    double share = 0.05 + 0.25 * noise.uniform(8 * index + 6);
    return new SimulatedTrade(
        "I-%s-%d".formatted(day.date(), number),
        portfolio,
        start.minusSeconds(3600 + noise.below(14 * 3600, 8 * index + 7)),
        start,
        side,
        Rounded.cents(market.price(portfolio.zone(), start) + side.deliverySign() * gain),
        Rounded.kwh(share * portfolio.capacityMw() * hours(portfolio)));
  }

  /** The trade that some portfolio makes at an instant of the live feed, near the price there. */
  SimulatedTrade live(Instant at, LivePrice prices) {
    Noise noise = market.noise("live trade");
    long index = at.getEpochSecond();
    SimulatedPortfolio[] portfolios = SimulatedPortfolio.values();
    SimulatedPortfolio portfolio = portfolios[noise.below(portfolios.length, index)];
    long interval = minutes(portfolio) * 60L;
    long ahead = 1 + noise.stream("ahead").below(6 * 3600 / (int) interval, index);
    Instant start = Instant.ofEpochSecond((index / interval + ahead) * interval);
    double share = 0.02 + 0.1 * noise.stream("share").uniform(index);
    return new SimulatedTrade(
        "L-" + index,
        portfolio,
        at,
        start,
        noise.stream("side").uniform(index) < 0.5 ? Side.BUY : Side.SELL,
        Rounded.cents(prices.at(portfolio.zone(), at) + 1.5 * noise.normal(index)),
        Rounded.kwh(share * portfolio.capacityMw() * hours(portfolio)));
  }

  private Noise noise(String purpose, SimulatedPortfolio portfolio) {
    return market.noise(purpose).stream(portfolio.id());
  }

  private static int minutes(SimulatedPortfolio portfolio) {
    return portfolio.zone().intervalMinutes();
  }

  private static double hours(SimulatedPortfolio portfolio) {
    return minutes(portfolio) / 60.0;
  }

  private static long minute(Instant at) {
    return at.getEpochSecond() / 60;
  }
}
