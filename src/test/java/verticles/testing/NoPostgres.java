package verticles.testing;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.embedded.Ports;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

/** A database that cannot be reached. */
public record NoPostgres(PostgresTarget target) implements Postgres {
  /** At a port where nobody listens. */
  public NoPostgres() {
    this(new PostgresTarget("127.0.0.1", Ports.free(), "none", "none", new Secret("none")));
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    return Future.failedFuture(
        FailureException.of(Failure.UNAVAILABLE, "The database cannot be reached."));
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return query(sql, parameters, Duration.ZERO);
  }
}
