package verticles.shared;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

/** A database that must not be asked. */
final class UnusedPostgres implements Postgres {
  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    throw new AssertionError("asked: " + sql);
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    throw new AssertionError("asked: " + sql);
  }

  @Override
  public PostgresTarget target() {
    throw new AssertionError("asked where it is");
  }
}
