package verticles.market;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import verticles.postgres.Postgres;

/**
 * The rows of the live feed. What is written twice is there once, so that a former leader that has
 * not noticed yet writes nothing that the new one does not write too.
 */
final class TickTable {
  private static final Duration KEPT = Duration.ofDays(2);
  private static final String INSERT_TICKS =
      """
      INSERT INTO price_tick (zone_id, ticked_at, price_eur_mwh, simulated)
      SELECT zone_id, ticked_at, price_eur_mwh, true
      FROM unnest($1::text[], $2::timestamptz[], $3::numeric[]) AS t(zone_id, ticked_at, price_eur_mwh)
      ON CONFLICT DO NOTHING
      """;
  private static final String INSERT_TRADE =
      """
      INSERT INTO trade (portfolio_id, zone_id, delivery_start, interval_minutes, trade_id, traded_at,
        side, price_eur_mwh, quantity_mwh, simulated)
      VALUES ($1::text, $2::text, $3::timestamptz, $4::smallint, $5::text, $6::timestamptz,
        $7::text, $8::numeric, $9::numeric, true)
      ON CONFLICT DO NOTHING
      """;
  private static final String LAST_TICK =
      "SELECT ticked_at FROM price_tick WHERE zone_id = $1::text ORDER BY ticked_at DESC LIMIT 1";
  private static final String TURN_PARTITIONS =
      """
      SELECT ensure_daily_partitions('price_tick', $1::timestamptz, $2::timestamptz),
        drop_daily_partitions('price_tick', $3::timestamptz)
      """;

  private final Postgres postgres;

  TickTable(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Makes the partitions of the feed around now and drops those whose ticks are too old. */
  Future<Void> turnPartitions(Instant from, Instant now) {
    return postgres
        .query(
            TURN_PARTITIONS,
            Tuple.of(utc(from), utc(now.plus(Duration.ofHours(1))), utc(now.minus(KEPT))))
        .mapEmpty();
  }

  Future<Optional<Instant>> last(SimulatedZone zone) {
    return postgres
        .query(LAST_TICK, Tuple.of(zone.id()))
        .map(
            rows -> {
              Optional<Row> row = first(rows);
              return row.map(found -> found.getOffsetDateTime(0).toInstant());
            });
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  Future<Void> insert(List<MarketMessage.Tick> ticks) {
    return postgres
        .query(
            INSERT_TICKS,
            Tuple.of(
                ticks.stream().map(MarketMessage.Tick::zone).toArray(String[]::new),
                ticks.stream().map(tick -> utc(tick.at())).toArray(OffsetDateTime[]::new),
                ticks.stream().map(MarketMessage.Tick::priceEurMwh).toArray(BigDecimal[]::new)))
        .mapEmpty();
  }

  Future<Void> insert(SimulatedTrade trade) {
    SimulatedPortfolio portfolio = trade.portfolio();
    return postgres
        .query(
            INSERT_TRADE,
            Tuple.of(portfolio.id(), portfolio.zone().id(), utc(trade.deliveryStart()))
                .addShort((short) portfolio.zone().intervalMinutes())
                .addString(trade.id())
                .addOffsetDateTime(utc(trade.tradedAt()))
                .addString(trade.side().toString())
                .addBigDecimal(BigDecimal.valueOf(trade.priceEurMwh()))
                .addBigDecimal(BigDecimal.valueOf(trade.quantityMwh())))
        .mapEmpty();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
