package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedDeskTest {
  private static final DeliveryDay FIRST = new DeliveryDay(LocalDate.parse("2026-01-01"));
  private static final SimulatedMarket MARKET = new SimulatedMarket(42);
  private static final SimulatedDesk DESK = new SimulatedDesk(MARKET);

  @ParameterizedTest
  @EnumSource
  void aBidIsAcceptedWhenThePriceReachesItsLimit(SimulatedPortfolio portfolio) {
    assertThat(bids(portfolio))
        .isNotEmpty()
        .allSatisfy(
            bid -> {
              double price = MARKET.price(portfolio.zone(), bid.deliveryStart());
              boolean reached =
                  bid.side() == Side.SELL ? price >= bid.limitEurMwh() : price <= bid.limitEurMwh();
              assertThat(bid.acceptedMwh() > 0).isEqualTo(reached);
              assertThat(bid.acceptedMwh()).isBetween(0.0, bid.quantityMwh());
              assertThat(bid.submittedAt())
                  .isBefore(DeliveryDay.at(bid.deliveryStart()).clearedAt());
            });
  }

  @Test
  void bidsEndInEveryWay() {
    var outcomes =
        Stream.of(SimulatedPortfolio.values())
            .flatMap(portfolio -> bids(portfolio).stream())
            .collect(
                Collectors.groupingBy(
                    bid ->
                        bid.acceptedMwh() == 0
                            ? "rejected"
                            : bid.acceptedMwh() < bid.quantityMwh() ? "partial" : "accepted",
                    Collectors.counting()));

    assertThat(outcomes).containsOnlyKeys("rejected", "partial", "accepted");
    assertThat(outcomes.values()).allMatch(count -> count > 50);
  }

  @Test
  void anAuctionTradeHasTheAuctionsPriceAndTheAcceptedQuantity() {
    SimulatedBid bid =
        bids(SimulatedPortfolio.FJORD_WIND).stream()
            .filter(one -> one.acceptedMwh() > 0)
            .findFirst()
            .orElseThrow();

    assertThat(DESK.cleared(bid))
        .hasValueSatisfying(
            trade -> {
              assertThat(trade.priceEurMwh())
                  .isEqualTo(MARKET.price(SimulatedZone.NORTH, bid.deliveryStart()));
              assertThat(trade.quantityMwh()).isEqualTo(bid.acceptedMwh());
            });
  }

  @ParameterizedTest
  @EnumSource
  void intradayTradesAreMadeBeforeTheyDeliver(SimulatedPortfolio portfolio) {
    DeliveryDay shortDay = new DeliveryDay(LocalDate.parse("2026-03-29"));
    List<SimulatedTrade> trades = DESK.intraday(portfolio, shortDay).toList();

    assertThat(trades)
        .hasSize(4)
        .allMatch(trade -> trade.tradedAt().isBefore(trade.deliveryStart()))
        .allMatch(trade -> DeliveryDay.at(trade.deliveryStart()).equals(shortDay))
        .allMatch(trade -> trade.quantityMwh() > 0)
        .isEqualTo(
            new SimulatedDesk(new SimulatedMarket(42)).intraday(portfolio, shortDay).toList());
  }

  @Test
  void plantsDeliverAboutWhatTheySoldAndCustomersTake() {
    Instant noon = Instant.parse("2026-06-10T10:00:00Z");

    assertThat(DESK.metered(SimulatedPortfolio.BELT_SUPPLY, noon)).isNegative();
    double scheduled = DESK.scheduled(SimulatedPortfolio.SOUTH_SOLAR, noon);
    assertThat(DESK.metered(SimulatedPortfolio.SOUTH_SOLAR, noon))
        .isBetween(0.5 * scheduled, 1.5 * scheduled);
  }

  @Test
  void aLiveTradeIsNearTheLivePriceAndDeliversLater() {
    LivePrice prices = new LivePrice(MARKET);
    Instant at = Instant.parse("2026-03-27T12:00:10Z");

    SimulatedTrade trade = DESK.live(at, prices);

    assertThat(trade).isEqualTo(DESK.live(at, prices));
    assertThat(trade.deliveryStart()).isAfter(at);
    assertThat(trade.priceEurMwh() - prices.at(trade.portfolio().zone(), at)).isBetween(-9.0, 9.0);
  }

  @Test
  void theLivePriceWandersWithoutJumps() {
    LivePrice prices = new LivePrice(MARKET);
    Instant start = Instant.parse("2026-03-27T10:00:00Z");
    double[] line =
        IntStream.range(0, 7200)
            .mapToDouble(i -> prices.at(SimulatedZone.CENTRE, start.plusSeconds(i)))
            .toArray();

    double[] steps =
        IntStream.range(1, line.length).mapToDouble(i -> line[i] - line[i - 1]).toArray();

    assertThat(IntStream.range(0, steps.length).filter(i -> steps[i] != 0).count())
        .isGreaterThan(steps.length / 2);
    assertThat(DoubleStream.of(steps).map(Math::abs).max().orElseThrow()).isLessThan(3);
  }

  private static List<SimulatedBid> bids(SimulatedPortfolio portfolio) {
    return IntStream.range(0, 60)
        .mapToObj(FIRST::plus)
        .flatMap(day -> day.intervals(portfolio.zone().intervalMinutes()).stream())
        .map(start -> DESK.bid(portfolio, start))
        .flatMap(Optional::stream)
        .toList();
  }
}
