package verticles.market;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of the simulated market only afterwards: imbalance prices, meters, trades. */
final class SettledHistory {
  private final Connection connection;
  private final SimulatedMarket market;
  private final SimulatedDesk desk;

  SettledHistory(Connection connection, SimulatedMarket market) {
    this.connection = connection;
    this.market = market;
    this.desk = new SimulatedDesk(market);
  }

  /**
   * Writes what happened from {@code from} to {@code to} (exclusive), both full hours.
   *
   * @param metered meter values are written from then on
   */
  long write(Instant from, Instant to, Instant metered) throws SQLException {
    Instant meteredFrom = from.isBefore(metered) ? metered : from;
    return SimulatedRows.copy(
            connection, SimulatedRows.IMBALANCE_PRICE, table -> imbalancePrices(table, from, to))
        + SimulatedRows.copy(
            connection, SimulatedRows.METER_VALUE, table -> meterValues(table, meteredFrom, to))
        + SimulatedRows.copy(connection, SimulatedRows.TRADE, table -> trades(table, from, to));
  }

  private void imbalancePrices(SimulatedRows table, Instant from, Instant to) throws SQLException {
    for (SimulatedZone zone : SimulatedZone.values()) {
      for (Instant start : DeliveryDay.intervals(from, to, zone.intervalMinutes())) {
        table.row(zone, start, market.imbalancePrice(zone, start));
      }
    }
  }

  private void meterValues(SimulatedRows table, Instant from, Instant to) throws SQLException {
    for (SimulatedPortfolio portfolio : SimulatedPortfolio.values()) {
      int minutes = portfolio.zone().intervalMinutes();
      for (Instant start : DeliveryDay.intervals(from, to, minutes)) {
        table.row(portfolio, start, desk.metered(portfolio, start));
      }
    }
  }

  private void trades(SimulatedRows table, Instant from, Instant to) throws SQLException {
    for (SimulatedTrade trade : intraday(from, to)) {
      table.trade(trade);
    }
  }

  /** Trades made in the span; they deliver on the same day or on the next. */
  private List<SimulatedTrade> intraday(Instant from, Instant to) {
    List<SimulatedTrade> trades = new ArrayList<>();
    DeliveryDay last = DeliveryDay.at(to).plus(1);
    for (SimulatedPortfolio portfolio : SimulatedPortfolio.values()) {
      for (DeliveryDay day = DeliveryDay.at(from); !day.isAfter(last); day = day.plus(1)) {
        desk.intraday(portfolio, day)
            .filter(trade -> !trade.tradedAt().isBefore(from) && trade.tradedAt().isBefore(to))
            .forEach(trades::add);
      }
    }
    return trades;
  }
}
