package verticles.market;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the day-ahead auctions of simulated days decided: prices, bids, the trades and schedules
 * they became; and the open bids for the day after the last.
 */
final class AuctionHistory {
  /** Days before the last one with a bid for every interval; older days have six a portfolio. */
  private static final int DENSE_DAYS = 14;

  /** Days before the last one with schedules and meter values. */
  static final int SCHEDULED_DAYS = 92;

  private final Connection connection;
  private final SimulatedMarket market;
  private final SimulatedDesk desk;

  AuctionHistory(Connection connection, SimulatedMarket market) {
    this.connection = connection;
    this.market = market;
    this.desk = new SimulatedDesk(market);
  }

  /** Writes the days from {@code first} to {@code last}, both included; answers the row count. */
  long write(DeliveryDay first, DeliveryDay last, DeliveryDay tomorrow) throws SQLException {
    takeOpenBidsBack(first);
    Instant from = first.start();
    Instant to = last.end();
    long rows =
        SimulatedRows.copy(connection, SimulatedRows.PRICE, table -> prices(table, from, to));
    List<SimulatedBid> bids = bids(first, last, tomorrow);
    rows += SimulatedRows.copy(connection, SimulatedRows.BID, table -> bids(table, bids));
    rows += SimulatedRows.copy(connection, SimulatedRows.TRADE, table -> trades(table, bids));
    DeliveryDay firstScheduled = tomorrow.plus(-SCHEDULED_DAYS);
    Instant scheduled = firstScheduled.isAfter(first) ? firstScheduled.start() : from;
    rows +=
        SimulatedRows.copy(
            connection, SimulatedRows.SCHEDULE, table -> schedules(table, scheduled, to));
    if (last.equals(tomorrow)) {
      rows +=
          SimulatedRows.copy(
              connection, SimulatedRows.BID, table -> openBids(table, tomorrow.plus(1)));
    }
    return rows;
  }

  /** Bids that were open are written anew, now with what the auction accepted. */
  private void takeOpenBidsBack(DeliveryDay first) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "DELETE FROM bid WHERE simulated AND accepted_mwh IS NULL AND delivery_start >= '%s'"
              .formatted(first.start()));
    }
  }

  private void prices(SimulatedRows table, Instant from, Instant to) throws SQLException {
    for (SimulatedZone zone : SimulatedZone.values()) {
      for (Instant start : DeliveryDay.intervals(from, to, zone.intervalMinutes())) {
        table.row(zone, start, market.price(zone, start), market.volume(zone, start));
      }
    }
  }

  private List<SimulatedBid> bids(DeliveryDay first, DeliveryDay last, DeliveryDay tomorrow) {
    Instant dense = tomorrow.plus(-DENSE_DAYS).start();
    List<SimulatedBid> bids = new ArrayList<>();
    for (SimulatedPortfolio portfolio : SimulatedPortfolio.values()) {
      int minutes = portfolio.zone().intervalMinutes();
      for (Instant start : DeliveryDay.intervals(first.start(), last.end(), minutes)) {
        if (!start.isBefore(dense) || start.getEpochSecond() / 3600.0 % 4 == 0) {
          desk.bid(portfolio, start).ifPresent(bids::add);
        }
      }
    }
    return bids;
  }

  private static void bids(SimulatedRows table, List<SimulatedBid> bids) throws SQLException {
    for (SimulatedBid bid : bids) {
      bid(table, bid, Optional.of(bid.acceptedMwh()));
    }
  }

  private void openBids(SimulatedRows table, DeliveryDay day) throws SQLException {
    for (SimulatedBid bid : bids(day, day, day)) {
      bid(table, bid, Optional.empty());
    }
  }

  private static void bid(SimulatedRows table, SimulatedBid bid, Optional<Double> accepted)
      throws SQLException {
    table.row(
        bid.portfolio(),
        bid.deliveryStart(),
        bid.id(),
        bid.submittedAt(),
        bid.side(),
        bid.limitEurMwh(),
        bid.quantityMwh(),
        accepted.orElse(null));
  }

  private void trades(SimulatedRows table, List<SimulatedBid> bids) throws SQLException {
    for (SimulatedBid bid : bids) {
      Optional<SimulatedTrade> trade = desk.cleared(bid);
      if (trade.isPresent()) {
        table.trade(trade.get());
      }
    }
  }

  private void schedules(SimulatedRows table, Instant from, Instant to) throws SQLException {
    for (SimulatedPortfolio portfolio : SimulatedPortfolio.values()) {
      int minutes = portfolio.zone().intervalMinutes();
      for (Instant start : DeliveryDay.intervals(from, to, minutes)) {
        table.row(portfolio, start, desk.scheduled(portfolio, start));
      }
    }
  }
}
