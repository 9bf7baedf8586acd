package verticles.market;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.Postgres;

/** Reads the zone table. */
final class ZoneTable {
  private static final String COLUMNS = "SELECT zone_id, time_zone, simulated FROM zone";

  /** A key is looked up: a database that takes longer has other troubles. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final FailureException SILENT =
      FailureException.of(
          Failure.UNAVAILABLE, "The database that knows the zones does not answer now.");

  private final Postgres postgres;

  ZoneTable(Postgres postgres) {
    this.postgres = postgres;
  }

  Future<List<MarketMessage.Zone>> all() {
    return postgres.query(COLUMNS, Tuple.tuple()).map(ZoneTable::zones);
  }

  /** Fails at once while the database is known to be silent, and after a second in any case. */
  Future<Optional<MarketMessage.Zone>> find(String id) {
    return !postgres.answers()
        ? Future.failedFuture(SILENT)
        : postgres
            .query(COLUMNS + " WHERE zone_id = $1::text", Tuple.of(id), PATIENCE)
            .map(rows -> zones(rows).stream().findFirst());
  }

  private static List<MarketMessage.Zone> zones(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(ZoneTable::zone).toList();
  }

  private static MarketMessage.Zone zone(Row row) {
    return new MarketMessage.Zone(row.getString(0), row.getString(1), row.getBoolean(2));
  }
}
