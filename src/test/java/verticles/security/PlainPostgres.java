package verticles.security;

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
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

/** A plain pool on the test database. */
final class PlainPostgres implements Postgres {
  private final PostgresTarget target;
  private final Pool pool;

  PlainPostgres(Vertx vertx, PostgresTarget target) {
    this.target = target;
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(2))
            .connectingTo(
                new PgConnectOptions()
                    .setHost(target.host())
                    .setPort(target.port())
                    .setDatabase(target.database())
                    .setUser(target.user())
                    .setPassword(target.password().reveal()))
            .using(vertx)
            .build();
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    return query(sql, parameters);
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters);
  }

  @Override
  public PostgresTarget target() {
    return target;
  }
}
