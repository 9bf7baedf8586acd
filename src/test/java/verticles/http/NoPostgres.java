package verticles.http;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

/** A database that is down. */
final class NoPostgres implements Postgres {
  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    return query(sql, parameters);
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return Future.failedFuture(
        FailureException.of(Failure.UNAVAILABLE, "The database cannot be reached."));
  }

  @Override
  public PostgresTarget target() {
    return new PostgresTarget("127.0.0.1", 1, "none", "none", new Secret(""));
  }
}
