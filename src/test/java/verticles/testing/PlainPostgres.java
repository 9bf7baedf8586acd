package verticles.testing;

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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import verticles.config.DataSize;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

/** A database without deadlines and probes, for tests of what runs on it. */
public final class PlainPostgres implements Postgres {
  private final PostgresTarget target;
  private final Pool pool;

  /** A pool of four connections. */
  public PlainPostgres(Vertx vertx, PostgresTarget target) {
    this.target = target;
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(target.host())
            .setPort(target.port())
            .setDatabase(target.database())
            .setUser(target.user())
            .setPassword(target.password().reveal());
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(4))
            .connectingTo(options)
            .using(vertx)
            .build();
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    return pool.preparedQuery(sql).execute(parameters);
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return query(sql, parameters, Duration.ofMinutes(1));
  }

  @Override
  public Future<List<RowSet<Row>>> queryAll(String sql, List<Tuple> parameters, DataSize most) {
    return pool.preparedQuery(sql)
        .executeBatch(parameters)
        .map(first -> Stream.iterate(first, Objects::nonNull, rows -> rows.next()).toList());
  }

  @Override
  public PostgresTarget target() {
    return target;
  }
}
