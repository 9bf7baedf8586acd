package verticles.audit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.PostgresSession;

/**
 * The events on their way into the chain: what waits while a batch is written goes with the next
 * one. Bounded; what finds no room is counted.
 */
final class Queue {
  static final int ROOM = 10_000;
  static final int BATCH = 500;

  private static final Logger LOGGER = LoggerFactory.getLogger(Queue.class);
  private static final long PAUSE_MILLIS = 500;

  private final Vertx vertx;
  private final Appender appender;
  private final InstantSource clock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean closed;
  private long lost;
  private Optional<String> trouble = Optional.empty();

  Queue(Vertx vertx, Appender appender, InstantSource clock) {
    this.vertx = vertx;
    this.appender = appender;
    this.clock = clock;
  }

  /** Takes an event unless so many wait already; completes when it is in the chain. */
  Future<Long> add(AuditEvent event, int room) {
    Promise<Long> done = Promise.promise();
    synchronized (this) {
      if (waiting.size() >= room || closed) {
        lost++;
        return Future.failedFuture(
            FailureException.of(Failure.UNAVAILABLE, "The audit log cannot be written now."));
      }
      waiting.add(new Waiting(event, clock.instant(), done));
    }
    write();
    return done.future();
  }

  private void write() {
    List<Waiting> batch = new ArrayList<>();
    synchronized (this) {
      if (busy || waiting.isEmpty()) {
        return;
      }
      busy = true;
      for (Waiting one : waiting) {
        if (batch.size() == BATCH) {
          break;
        }
        batch.add(one);
      }
    }
    append(batch);
  }

  /** The same batch until it is in the chain: whether a lost answer meant yes is known by it. */
  private void append(List<Waiting> batch) {
    appender
        .append(batch.stream().map(Waiting::event).toList())
        .onSuccess(end -> written(batch, end))
        .onFailure(thrown -> failed(batch, thrown));
  }

  private void written(List<Waiting> batch, Mark end) {
    synchronized (this) {
      busy = false;
      trouble = Optional.empty();
      batch.forEach(one -> waiting.remove());
    }
    long first = end.seq() - batch.size() + 1;
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).done().complete(first + i);
    }
    write();
  }

  private void failed(List<Waiting> batch, Throwable thrown) {
    synchronized (this) {
      if (trouble.isEmpty()) {
        LOGGER
            .atWarn()
            .addKeyValue("waiting", waiting.size())
            .addKeyValue("reason", PostgresSession.reason(thrown))
            .log("the audit log cannot be written now");
      }
      trouble = Optional.of(PostgresSession.reason(thrown));
      if (closed) {
        return;
      }
    }
    vertx.setTimer(PAUSE_MILLIS, again -> append(batch));
  }

  synchronized boolean hasRoom(int room) {
    return waiting.size() < room;
  }

  synchronized Optional<Instant> oldest() {
    return Optional.ofNullable(waiting.peek()).map(Waiting::since);
  }

  synchronized AuditState state(Optional<Broken> broken) {
    return new AuditState(
        waiting.size(),
        Optional.ofNullable(waiting.peek()).map(Waiting::since),
        lost,
        trouble,
        broken);
  }

  /** Takes nothing more; completes when all that waited is in the chain, or was given up. */
  Future<Void> close() {
    Future<?> last;
    synchronized (this) {
      closed = true;
      last = waiting.isEmpty() ? Future.succeededFuture() : waiting.getLast().done().future();
    }
    return last.mapEmpty();
  }
}
