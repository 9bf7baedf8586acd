package verticles.market;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Copies simulated rows into one table; every one of them says that it is simulated. */
final class SimulatedRows {
  static final String PRICE =
      "price (zone_id, delivery_start, interval_minutes, price_eur_mwh, volume_mwh, simulated)";
  static final String IMBALANCE_PRICE =
      "imbalance_price (zone_id, delivery_start, interval_minutes, imbalance_eur_mwh, simulated)";
  static final String BID =
      "bid (portfolio_id, zone_id, delivery_start, interval_minutes, bid_id, submitted_at, side, limit_eur_mwh, quantity_mwh, accepted_mwh, simulated)";
  static final String TRADE =
      "trade (portfolio_id, zone_id, delivery_start, interval_minutes, trade_id, traded_at, side, price_eur_mwh, quantity_mwh, simulated)";
  static final String SCHEDULE =
      "schedule (portfolio_id, zone_id, delivery_start, interval_minutes, scheduled_mwh, simulated)";
  static final String METER_VALUE =
      "meter_value (portfolio_id, zone_id, delivery_start, interval_minutes, metered_mwh, simulated)";

  /** Writes rows while its copy runs. */
  interface Writer {
    void write(SimulatedRows rows) throws SQLException;
  }

  private final CopyRows rows;

  private SimulatedRows(CopyRows rows) {
    this.rows = rows;
  }

  /** How many rows the writer wrote into a table with those columns. */
  static long copy(Connection connection, String table, Writer writer) throws SQLException {
    CopyRows rows =
        new CopyRows(Jdbc.copyManager(connection).copyIn("COPY " + table + " FROM STDIN"));
    writer.write(new SimulatedRows(rows));
    return rows.end();
  }

  void row(SimulatedZone zone, Instant start, Object... values) throws SQLException {
    rows.value(zone.id()).value(start).value(zone.intervalMinutes());
    end(values);
  }

  void row(SimulatedPortfolio portfolio, Instant start, @Nullable Object... values)
      throws SQLException {
    rows.value(portfolio.id());
    SimulatedZone zone = portfolio.zone();
    rows.value(zone.id()).value(start).value(zone.intervalMinutes());
    end(values);
  }

  private void end(@Nullable Object... values) throws SQLException {
    for (Object value : values) {
      rows.value(value);
    }
    rows.value(true).endRow();
  }

  void trade(SimulatedTrade trade) throws SQLException {
    row(
        trade.portfolio(),
        trade.deliveryStart(),
        trade.id(),
        trade.tradedAt(),
        trade.side(),
        trade.priceEurMwh(),
        trade.quantityMwh());
  }
}
