package verticles.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database each second how it is, on a connection of its own, and keeps the answer for the
 * health document.
 */
public final class PostgresProbe {
  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresProbe.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofMillis(500);
  private static final Duration REMINDER = Duration.ofSeconds(10);
  private static final PoolSettings SETTINGS =
      new PoolSettings(1, 1, DEADLINE, DEADLINE.dividedBy(2), DEADLINE, Duration.ofMinutes(10));
  private static final String QUESTION =
      "SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS in_recovery";

  private final Vertx vertx;
  private final InstantSource clock;
  private final PostgresPool pool;
  private final Promise<Void> up = Promise.promise();
  private volatile PostgresState state;
  private volatile long timer = -1;
  private @Nullable Instant reminded;

  /** A probe that has not begun. */
  public PostgresProbe(Vertx vertx, PostgresTarget target, InstantSource clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.pool = new PostgresPool(vertx, target, SETTINGS);
    this.state = new PostgresState.Unknown(clock.instant());
  }

  /** Begins to ask, at once and then each second. */
  public PostgresProbe start() {
    probe();
    timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> probe());
    return this;
  }

  /** What is known now. */
  public PostgresState state() {
    return state;
  }

  /**
   * Completes when the database has answered for the first time. Until then the log says, every ten
   * seconds, what is waited for and why.
   */
  public Future<Void> waitUntilUp() {
    return up.future();
  }

  private void probe() {
    Instant asked = clock.instant();
    pool.query(QUESTION, Tuple.tuple(), DEADLINE)
        .map(rows -> rows.iterator().next())
        .onSuccess(row -> answered(asked, row))
        .onFailure(this::failed);
  }

  private synchronized void answered(Instant asked, Row row) {
    Instant now = clock.instant();
    String version = row.getString("version").split(" ", 2)[0];
    PostgresState before = state;
    state =
        before.answered(now, version, row.getBoolean("in_recovery"), Duration.between(asked, now));
    if (before instanceof PostgresState.Down) {
      LOGGER.atInfo().addKeyValue("database", address()).log("PostgreSQL answers again");
    }
    up.tryComplete();
  }

  private synchronized void failed(Throwable thrown) {
    Instant now = clock.instant();
    String reason = PostgresFailures.reason(thrown);
    PostgresState before = state;
    state = before.failed(now, reason);
    boolean wanted =
        up.future().isComplete()
            ? !(before instanceof PostgresState.Down)
            : reminded == null || !reminded.plus(REMINDER).isAfter(now);
    if (wanted && timer != CLOSED) {
      reminded = now;
      String words = up.future().isComplete() ? "lost" : "waiting for";
      LOGGER.warn("{} PostgreSQL at {}: {}", words, address(), reason);
    }
  }

  private static final long CLOSED = -2;

  private String address() {
    return pool.target().host() + ":" + pool.target().port();
  }

  /** Stops asking; the last state remains. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    timer = CLOSED;
    return pool.close();
  }
}
