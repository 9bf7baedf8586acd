package verticles.cache;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

/** A database that a test must not need. */
final class NoPolicies implements Postgres {
  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    return Future.failedFuture("there is no database in this test");
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return query(sql, parameters, Duration.ZERO);
  }

  @Override
  public PostgresTarget target() {
    throw new UnsupportedOperationException("there is no database in this test");
  }
}
