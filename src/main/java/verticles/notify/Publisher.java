package verticles.notify;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;

/**
 * Keeps what is published on this node and tells the others, in batches: one is on its way while
 * the next one gathers. Without PostgreSQL it waits, bounded.
 */
final class Publisher implements Notifier {
  static final int MOST_WAITING = 10_000;

  private static final Logger LOGGER = LoggerFactory.getLogger(Publisher.class);
  private static final int BATCH = 200;
  private static final long RETRY_MILLIS = 500;

  private record Waiting(Notice notice, Promise<Void> kept) {}

  private final Vertx vertx;
  private final NoticeLog log;
  private final Bus bus;
  private final InstantSource clock = InstantSource.system();
  private final LongAdder published = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean complained;

  Publisher(Vertx vertx, NoticeLog log, Bus bus) {
    this.vertx = vertx;
    this.log = log;
    this.bus = bus;
  }

  @Override
  public Future<Void> publish(Notice notice) {
    Promise<Void> kept = Promise.promise();
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING) {
        refused.increment();
        return Future.failedFuture(
            FailureException.of(Failure.TOO_MANY, "Too many notifications wait to be kept."));
      }
      waiting.add(new Waiting(notice, kept));
    }
    next();
    return kept.future();
  }

  @Override
  public void pass(Collection<Notice> notices) {
    if (!notices.isEmpty()) {
      Instant now = clock.instant();
      bus.announce(
          NotifyMessage.PASSING,
          new NotifyMessage.Passing(
              notices.stream()
                  .map(
                      one ->
                          new NotifyMessage.Word(
                              now,
                              one.topic(),
                              one.audience().text(),
                              one.type(),
                              one.key(),
                              one.payload()))
                  .toList()));
    }
  }

  private void next() {
    List<Waiting> batch = take();
    if (!batch.isEmpty()) {
      log.append(batch.stream().map(Waiting::notice).toList())
          .onSuccess(entries -> kept(batch, entries))
          .onFailure(thrown -> failed(batch, thrown));
    }
  }

  private synchronized List<Waiting> take() {
    List<Waiting> batch = new ArrayList<>();
    while (!busy && batch.size() < BATCH && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    busy |= !batch.isEmpty();
    return batch;
  }

  private void kept(List<Waiting> batch, List<NotifyMessage.Entry> entries) {
    complained = false;
    published.add(entries.size());
    if (!entries.isEmpty()) {
      bus.announce(NotifyMessage.PUBLISHED, new NotifyMessage.Published(entries));
    }
    batch.forEach(one -> one.kept().complete());
    free();
    next();
  }

  private synchronized void free() {
    busy = false;
  }

  /** Keeps what the database may take later, and gives up what it never will. */
  private void failed(List<Waiting> batch, Throwable thrown) {
    FailureException why = Failures.of(thrown);
    boolean later = why.failure() == Failure.UNAVAILABLE || why.failure() == Failure.TIMEOUT;
    if (!complained) {
      complained = true;
      LOGGER
          .atWarn()
          .addKeyValue("notifications", batch.size())
          .addKeyValue("reason", why.detail())
          .log(later ? "notifications wait for the database" : "notifications were not kept");
    }
    if (!later) {
      refused.add(batch.size());
      batch.forEach(one -> one.kept().fail(why));
      free();
      next();
      return;
    }
    synchronized (this) {
      for (int index = batch.size() - 1; index >= 0; index--) {
        waiting.addFirst(batch.get(index));
      }
    }
    vertx.setTimer(
        RETRY_MILLIS,
        again -> {
          free();
          next();
        });
  }

  long published() {
    return published.sum();
  }

  long refused() {
    return refused.sum();
  }

  synchronized int waiting() {
    return waiting.size();
  }
}
