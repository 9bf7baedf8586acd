package verticles.coherence;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.PostgresSession;
import verticles.shared.ChangeLog.Changes;

/**
 * Reads a ledger when it is told of a change, and once a second whatever it is told. What it could
 * not hand on comes again with the next reading.
 */
final class LedgerWatch {
  private static final Logger LOGGER = LoggerFactory.getLogger(LedgerWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);
  private static final Duration DEADLINE = Duration.ofMillis(1500);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration TIDYING = Duration.ofMinutes(5);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  /** Takes what was read. */
  interface Reader {
    /** The mark to begin with; empty for the present. */
    Future<String> first();

    /** Acts on a stretch of the ledger; the watch goes on from its end when this succeeds. */
    Future<Void> read(Changes changes);
  }

  private final Vertx vertx;
  private final String name;
  private final Ledger ledger;
  private final Reader reader;
  private final PostgresSession session;
  private final Tidying tidying;
  private volatile String mark = "";
  private volatile boolean up = true;
  private boolean begun;
  private boolean busy;
  private boolean again;
  private volatile boolean closed;
  private volatile long timer = -1;
  private volatile long aliveTimer = -1;
  private Promise<Void> idle = Promise.promise();

  LedgerWatch(Vertx vertx, String name, Ledger ledger, Reader reader) {
    this.vertx = vertx;
    this.name = name;
    this.ledger = ledger;
    this.reader = reader;
    this.session = new PostgresSession(vertx, ledger.target(), DEADLINE, SILENCE, () -> {});
    this.tidying = new Tidying(ledger, TIDYING, ThreadLocalRandom.current());
    idle.complete();
  }

  /** Begins; completes after the first reading, which may fail and be tried again. */
  Future<Void> start() {
    timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> wake());
    aliveTimer = vertx.setPeriodic(KEEP_ALIVE.toMillis(), tick -> listen());
    listen();
    wake();
    return idle();
  }

  /** Whether the last reading succeeded. */
  boolean isUp() {
    return up;
  }

  private synchronized Future<Void> idle() {
    return idle.future();
  }

  /** A connection that is silently gone is noticed by the question that keeps it alive. */
  private void listen() {
    boolean alive = session.isOpen();
    session
        .open()
        .compose(
            open ->
                alive
                    ? session.query("SELECT 1", Tuple.tuple()).mapEmpty()
                    : session.listen("spinreserve_change", this::wake))
        .onSuccess(
            listening -> {
              if (!alive) {
                wake();
              }
            });
  }

  private void wake() {
    synchronized (this) {
      if (busy || closed) {
        again = true;
        return;
      }
      busy = true;
      again = false;
      idle = Promise.promise();
    }
    Future.succeededFuture()
        .compose(start -> round())
        .onSuccess(done -> succeeded())
        .onFailure(this::failed)
        .onComplete(done -> rest(done.succeeded()));
  }

  private Future<Void> round() {
    Future<Void> beginning = begun ? Future.succeededFuture() : begin();
    return beginning
        .compose(ready -> ledger.since(mark))
        .map(this::honest)
        .compose(changes -> reader.read(changes).onSuccess(read -> mark = changes.next()))
        .onSuccess(read -> tidying.now());
  }

  /** When the present could not be read at the beginning, it is not known what came since. */
  private Changes honest(Changes changes) {
    return mark.isEmpty() && !up ? new Changes(List.of(), false, changes.next()) : changes;
  }

  private Future<Void> begin() {
    return reader
        .first()
        .map(
            first -> {
              mark = first;
              begun = true;
              return first;
            })
        .mapEmpty();
  }

  private void rest(boolean succeeded) {
    Promise<Void> waiting;
    boolean next;
    synchronized (this) {
      busy = false;
      next = again && succeeded && !closed;
      waiting = idle;
    }
    waiting.complete();
    if (next) {
      wake();
    }
  }

  private void succeeded() {
    if (!up) {
      up = true;
      LOGGER.atInfo().addKeyValue("ledger", name).log("the ledger of changes is read again");
    }
  }

  private void failed(Throwable thrown) {
    if (up && !closed) {
      LOGGER
          .atWarn()
          .addKeyValue("ledger", name)
          .addKeyValue("reason", PostgresSession.reason(thrown))
          .log("the ledger of changes cannot be read; it is caught up with when it can");
    }
    up = false;
  }

  /** Ends; completes when nothing is being read any more. */
  Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    vertx.cancelTimer(aliveTimer);
    return idle()
        .timeout(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .compose(done -> session.close());
  }
}
