package verticles.coherence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import verticles.invalidation.Invalidation;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;
import verticles.shared.ChangeLog;

/**
 * The record of invalidations in a database: its table {@code cache_change}. A mark is the snapshot
 * that the reader had, so a row of a transaction that commits late is never missed.
 */
public final class Ledger implements ChangeLog {
  /** A reader that is further behind than this is told that its stretch is not complete. */
  static final int MOST_ROWS = 20_000;

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration TIDY_DEADLINE = Duration.ofSeconds(8);

  private final Postgres postgres;
  private final LedgerSql sql;

  private Ledger(Postgres postgres, LedgerSql sql) {
    this.postgres = postgres;
    this.sql = sql;
  }

  /** The ledger of the node's own database, which its migrations have made. */
  public static Ledger own(Postgres postgres) {
    return new Ledger(postgres, LedgerSql.in(""));
  }

  /** The ledger in another database, which {@link Triggers} has made. */
  public static Ledger of(Postgres source) {
    return new Ledger(source, LedgerSql.in(Triggers.SCHEMA + "."));
  }

  /** Where it is. */
  PostgresTarget target() {
    return postgres.target();
  }

  /** Writes an invalidation down. */
  public Future<Void> record(Invalidation invalidation) {
    List<LedgerRow> rows = LedgerRow.of(invalidation);
    return postgres
        .query(
            sql.record(),
            Tuple.of(
                invalidation.id(),
                invalidation.mode().name(),
                rows.stream().map(LedgerRow::kind).toArray(String[]::new),
                rows.stream().map(LedgerRow::what).toArray(String[]::new)),
            DEADLINE)
        .mapEmpty();
  }

  @Override
  public Future<Changes> since(String mark) {
    Optional<Mark> from = Mark.read(mark);
    return postgres
        .query(sql.since(), Tuple.of(from.map(Mark::snapshot).orElse(""), MOST_ROWS + 1), DEADLINE)
        .map(rows -> changes(mark, from, rows));
  }

  private static Changes changes(String mark, Optional<Mark> from, RowSet<Row> rows) {
    Row first = rows.iterator().next();
    String next = first.getString("next");
    if (mark.isEmpty()) {
      return new Changes(List.of(), true, next);
    }
    boolean complete =
        first.getBoolean("kept")
            && rows.size() <= MOST_ROWS
            // after a failover the last commits may be lost, and their rows with them
            && from.map(Mark::server).equals(Mark.read(next).map(Mark::server));
    return complete
        ? new Changes(LedgerRow.invalidations(rows), true, next)
        : new Changes(List.of(), false, next);
  }

  /**
   * Forgets what is older than a day, and the oldest of more than 200,000 rows; at most 20,000 rows
   * at a time.
   *
   * @return how many rows are gone
   */
  Future<Integer> tidy() {
    return postgres.query(sql.tidy(), Tuple.tuple(), TIDY_DEADLINE).map(RowSet::rowCount);
  }

  /** How far another database's ledger was copied to this one; empty when it never was. */
  Future<String> relayed(String source) {
    return postgres
        .query(sql.relayed(), Tuple.of(source), DEADLINE)
        .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString(0));
  }

  /** Notes how far another database's ledger was copied to this one. */
  Future<Void> relayed(String source, String mark) {
    return postgres.query(sql.relay(), Tuple.of(source, mark), DEADLINE).mapEmpty();
  }
}
