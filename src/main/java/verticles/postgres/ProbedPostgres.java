package verticles.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import verticles.config.DataSize;

/** A database and what its probe knows of it. */
public record ProbedPostgres(Postgres pool, PostgresProbe probe) implements Postgres {

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
    return pool.query(sql, parameters, deadline);
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return pool.query(sql, parameters);
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple parameters, DataSize most) {
    return pool.query(sql, parameters, most);
  }

  @Override
  public Future<List<RowSet<Row>>> queryAll(String sql, List<Tuple> parameters, DataSize most) {
    return pool.queryAll(sql, parameters, most);
  }

  @Override
  public int waiting() {
    return pool.waiting();
  }

  @Override
  public boolean answers() {
    return !(probe.state() instanceof PostgresState.Down);
  }

  @Override
  public PostgresTarget target() {
    return pool.target();
  }
}
