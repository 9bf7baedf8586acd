package verticles.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import verticles.config.DataSize;

/** Runs queries against one PostgreSQL database, each within a deadline. */
public interface Postgres {

  /**
   * Runs one prepared statement. Its parameters are cast in the SQL, for example {@code $1::int}.
   *
   * @param deadline after which the caller is told TIMEOUT, whatever the server does
   * @return the rows, or a {@link verticles.bus.FailureException}: UNAVAILABLE when the database
   *     cannot be reached or too many queries wait, TIMEOUT, or INTERNAL for a failed statement
   */
  Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline);

  /** The same within the configured deadline. */
  Future<RowSet<Row>> query(String sql, Tuple parameters);

  /**
   * The same for rows of unknown size.
   *
   * @param most they may take, as far as it can be told while they come: fails with TOO_LARGE as
   *     soon as they are more, and does not read on
   */
  default Future<RowSet<Row>> query(String sql, Tuple parameters, DataSize most) {
    return query(sql, parameters);
  }

  /**
   * Runs one prepared statement with several sets of parameters, in one go where that is possible.
   *
   * @param most the rows of all of them may take together
   * @return the rows of each, in their order; fails as soon as one of them does
   */
  default Future<List<RowSet<Row>>> queryAll(String sql, List<Tuple> parameters, DataSize most) {
    Future<List<RowSet<Row>>> all = Future.succeededFuture(new ArrayList<>());
    for (Tuple one : parameters) {
      all =
          all.compose(
              before ->
                  query(sql, one, most)
                      .map(
                          rows -> {
                            before.add(rows);
                            return before;
                          }));
    }
    return all;
  }

  /** Queries that wait for a connection now. */
  default int waiting() {
    return 0;
  }

  /**
   * Whether it answered when a probe last asked on a connection of its own; true where nothing
   * probes it.
   */
  default boolean answers() {
    return true;
  }

  /** Where the database is. */
  PostgresTarget target();
}
