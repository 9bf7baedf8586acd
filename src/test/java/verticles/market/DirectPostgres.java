package verticles.market;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

/** A pool without deadlines, which can be switched away. */
final class DirectPostgres implements Postgres {
  final AtomicBoolean away = new AtomicBoolean();
  private final PostgresTarget target;
  private final Pool pool;

  DirectPostgres(Vertx vertx, PostgresTarget target) {
    this.target = target;
    this.pool =
        PgBuilder.pool()
            .using(vertx)
            .with(new PoolOptions().setMaxSize(2))
            .connectingTo(PgConnectOptions.fromUri(target.connectionString()))
            .build();
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    return away.get()
        ? Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "away"))
        : pool.preparedQuery(sql).execute(parameters);
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return query(sql, parameters, Duration.ofSeconds(10));
  }

  @Override
  public PostgresTarget target() {
    return target;
  }
}
