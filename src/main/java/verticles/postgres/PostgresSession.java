package verticles.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * One connection for what belongs to a session, such as advisory locks. It is closed by the first
 * query that fails, by the server when it is silent for too long, and never reopened unasked.
 */
public final class PostgresSession {
  private final Pool pool;
  private final Duration deadline;
  private final Runnable lost;
  private @Nullable SqlConnection connection;

  /**
   * A session that is not open yet.
   *
   * @param deadline of each query, and of the wait for the connection
   * @param longestSilence after which the server ends the session and frees what it holds; it must
   *     be longer than twice the deadline
   * @param lost runs on the event loop when an open session is gone, for whatever reason
   */
  public PostgresSession(
      Vertx vertx,
      PostgresTarget target,
      Duration deadline,
      Duration longestSilence,
      Runnable lost) {
    this.deadline = deadline;
    this.lost = lost;
    this.pool =
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setMaxSize(1)
                    .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setConnectionTimeout(Connecting.millis(deadline)))
            .with(Connecting.transport(deadline, longestSilence))
            .connectingTo(
                Connecting.options(target, deadline)
                    .addProperty("idle_session_timeout", Long.toString(longestSilence.toMillis())))
            .using(vertx)
            .build();
  }

  /** Connects, unless it is open. */
  public Future<Void> open() {
    if (isOpen()) {
      return Future.succeededFuture();
    }
    return pool.getConnection()
        .recover(thrown -> Future.failedFuture(PostgresFailures.connecting(thrown)))
        .map(this::opened)
        .mapEmpty();
  }

  private synchronized SqlConnection opened(SqlConnection fresh) {
    connection = fresh;
    // the server's farewell: what follows is the close
    fresh.exceptionHandler(farewell -> {});
    fresh.closeHandler(closed -> dropped(fresh));
    return fresh;
  }

  /** Whether it was open when it was last heard of. */
  public synchronized boolean isOpen() {
    return connection != null;
  }

  /** Runs one statement; a failure of any kind ends the session. */
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    SqlConnection current = current();
    if (current == null) {
      return Future.failedFuture(
          FailureException.of(Failure.UNAVAILABLE, "The session with the database is over."));
    }
    return current
        .preparedQuery(sql)
        .execute(parameters)
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            thrown -> {
              end();
              return Future.failedFuture(PostgresFailures.querying(thrown));
            });
  }

  /**
   * Hears the notifications of a channel until the session is over.
   *
   * @param channel a plain SQL name
   * @param heard runs on the event loop, once for each
   */
  public Future<Void> listen(String channel, Runnable heard) {
    if (current() instanceof PgConnection listening) {
      listening.notificationHandler(notification -> heard.run());
    }
    return query("LISTEN " + channel, Tuple.tuple()).mapEmpty();
  }

  private synchronized @Nullable SqlConnection current() {
    return connection;
  }

  /** Ends the session at once, whatever hangs on it; it can be opened again. */
  public void end() {
    SqlConnection current = current();
    if (current != null) {
      dropped(current);
      Loan.cut(current);
    }
  }

  private void dropped(SqlConnection gone) {
    synchronized (this) {
      if (connection != gone) {
        return;
      }
      connection = null;
    }
    lost.run();
  }

  /** Ends the session for good. */
  public Future<Void> close() {
    end();
    return pool.close().timeout(deadline.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  /** Why a failed call failed, in a few words for an operator. */
  public static String reason(Throwable thrown) {
    return PostgresFailures.reason(thrown);
  }
}
