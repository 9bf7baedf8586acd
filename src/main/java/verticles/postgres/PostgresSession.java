package verticles.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One connection that stays the same, for what belongs to a session: advisory locks and
 * notifications. Nobody reconnects it; a new session is opened instead.
 */
public final class PostgresSession {
  private final PgConnection connection;
  private final Duration deadline;
  private volatile boolean open = true;

  private PostgresSession(PgConnection connection, Duration deadline) {
    this.connection = connection;
    this.deadline = deadline;
    connection.closeHandler(closed -> open = false);
  }

  /**
   * Opens a session. The server ends it soon after this node has become unreachable.
   *
   * @param deadline of the connection and of each query
   */
  public static Future<PostgresSession> open(
      Vertx vertx, PostgresTarget target, Duration deadline) {
    return PgConnection.connect(
            vertx,
            Connecting.options(target, deadline)
                .addProperty("tcp_keepalives_idle", "5")
                .addProperty("tcp_keepalives_interval", "2")
                .addProperty("tcp_keepalives_count", "3")
                .addProperty("tcp_user_timeout", "10000"))
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .map(connection -> new PostgresSession(connection, deadline))
        .recover(thrown -> Future.failedFuture(PostgresFailures.connecting(thrown)));
  }

  /** Runs one prepared statement; its failures are those of {@link Postgres#query}. */
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return connection
        .preparedQuery(sql)
        .execute(parameters)
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .recover(thrown -> Future.failedFuture(PostgresFailures.querying(thrown)));
  }

  /** Whether the connection still stands, as far as this node has noticed. */
  public boolean isOpen() {
    return open;
  }

  /** Ends the session; does not wait for a server that is silent. */
  public Future<Void> close() {
    open = false;
    return connection
        .close()
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .recover(silent -> Future.succeededFuture());
  }
}
