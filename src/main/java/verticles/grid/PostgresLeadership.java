package verticles.grid;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.PostgresSession;
import verticles.postgres.PostgresTarget;

/**
 * Leadership by PostgreSQL advisory locks, all held by one session. The lock ends with the session,
 * so a leader that cannot reach the database stops leading within {@link #DEADLINE} of noticing,
 * and its fence keeps what it still writes from counting.
 */
public final class PostgresLeadership implements Leadership {
  static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresLeadership.class);

  private static final String TRY =
      "SELECT pg_try_advisory_lock(hashtextextended('spinreserve.' || $1::text, 0)) AS won";
  private static final String FENCE =
      """
      INSERT INTO leadership (work, fence, node, since) VALUES ($1, 1, $2, now())
      ON CONFLICT (work) DO UPDATE
        SET fence = leadership.fence + 1, node = excluded.node, since = excluded.since
      RETURNING fence""";

  private final Vertx vertx;
  private final PostgresTarget target;
  private final String node;
  private final List<Candidate> candidates = new CopyOnWriteArrayList<>();
  private final long timer;
  private @Nullable PostgresSession session;
  private boolean busy;
  private boolean closed;

  /** One piece of work this node stands for. */
  private static final class Candidate {
    final String work;
    final Led led;
    volatile boolean leads;

    Candidate(String work, Led led) {
      this.work = work;
      this.led = led;
    }
  }

  /** Leadership among all nodes on that database; {@code node} is how this one is written down. */
  public PostgresLeadership(Vertx vertx, PostgresTarget target, String node) {
    this.vertx = vertx;
    this.target = target;
    this.node = node;
    this.timer = vertx.setPeriodic(1, INTERVAL.toMillis(), tick -> stand());
  }

  @Override
  public void campaign(String work, Led led) {
    candidates.add(new Candidate(work, led));
  }

  /** One round at a time: keep the session, then stand for what is not led yet. */
  private synchronized void stand() {
    if (busy || closed || candidates.isEmpty()) {
      return;
    }
    busy = true;
    session().compose(this::standAll).recover(thrown -> lose()).onComplete(done -> idle());
  }

  private synchronized void idle() {
    busy = false;
  }

  private synchronized Future<PostgresSession> session() {
    PostgresSession known = session;
    if (known != null && known.isOpen()) {
      return known.query("SELECT 1", Tuple.tuple()).map(alive -> known);
    }
    return lose().compose(ended -> PostgresSession.open(vertx, target, DEADLINE)).map(this::keep);
  }

  private synchronized PostgresSession keep(PostgresSession opened) {
    session = opened;
    return opened;
  }

  private Future<Void> standAll(PostgresSession held) {
    Future<Void> all = Future.succeededFuture();
    for (Candidate candidate : candidates) {
      if (!candidate.leads) {
        all = all.compose(before -> stand(held, candidate));
      }
    }
    return all;
  }

  private Future<Void> stand(PostgresSession held, Candidate candidate) {
    return held.query(TRY, Tuple.of(candidate.work))
        .compose(
            rows ->
                rows.iterator().next().getBoolean("won")
                    ? held.query(FENCE, Tuple.of(candidate.work, node))
                        .compose(
                            fence -> begin(candidate, fence.iterator().next().getLong("fence")))
                    : Future.succeededFuture());
  }

  private Future<Void> begin(Candidate candidate, long fence) {
    candidate.leads = true;
    tell(candidate, "this node leads now", fence);
    return candidate
        .led
        .begin(fence)
        .recover(
            thrown -> {
              LOGGER
                  .atError()
                  .addKeyValue("work", candidate.work)
                  .setCause(thrown)
                  .log("the work of a leader did not begin");
              return lose();
            });
  }

  /** Ends all that is led, then the session and with it the locks. */
  private Future<Void> lose() {
    Future<Void> ended = Future.succeededFuture();
    for (Candidate candidate : candidates) {
      if (candidate.leads) {
        candidate.leads = false;
        tell(candidate, "this node leads no more", 0);
        ended = ended.compose(before -> candidate.led.end().otherwiseEmpty());
      }
    }
    return ended.compose(done -> closeSession());
  }

  private synchronized Future<Void> closeSession() {
    PostgresSession lost = session;
    session = null;
    return lost == null ? Future.succeededFuture() : lost.close();
  }

  private void tell(Candidate candidate, String what, long fence) {
    LOGGER
        .atInfo()
        .addKeyValue("work", candidate.work)
        .addKeyValue("node", node)
        .addKeyValue("fence", fence)
        .log(what);
  }

  /** Stops standing and gives back what is led, so that another node takes it over at once. */
  public Future<Void> close() {
    synchronized (this) {
      closed = true;
      vertx.cancelTimer(timer);
    }
    return lose();
  }
}
