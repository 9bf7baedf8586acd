package verticles.notify;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.identity.Caller;

/**
 * The notifications of the cluster as this node knows them: every one in order, without a gap. What
 * the bus loses is read from the log. Safe to use from every thread.
 */
public final class Notifications {
  /** More than so many are not replayed: the client looks at the state anew. */
  static final int MOST_REPLAYED = 1000;

  private static final Logger LOGGER = LoggerFactory.getLogger(Notifications.class);
  private static final int IN_MEMORY = 2000;
  private static final int PAGE = 500;

  private final NoticeLog log;
  private final Ring ring;
  private final List<Consumer<NoticeFrame>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> breaks = new CopyOnWriteArrayList<>();
  private final LongAdder healed = new LongAdder();
  private boolean begun;
  private boolean healing;
  private volatile long gone;

  /** They begin at the newest, when the log is first looked at. */
  Notifications(NoticeLog log) {
    this.log = log;
    this.ring = new Ring(IN_MEMORY, 0);
  }

  /** The number of the newest frame that listeners were told of. */
  public synchronized long head() {
    return ring.head();
  }

  /** Tells of each frame in order, on whatever thread it came by; answers what ends that. */
  public Runnable listen(Consumer<NoticeFrame> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Tells when numbers were lost with a database, so that no client can go on where it was. */
  Runnable onBreak(Runnable told) {
    breaks.add(told);
    return () -> breaks.remove(told);
  }

  /** What another node, or this one, published. */
  void heard(NotifyMessage.Published published) {
    if (!take(published.entries())) {
      heal();
    }
  }

  /** What was said in passing: it is told as it comes. */
  void overheard(NotifyMessage.Passing passing) {
    passing.words().stream()
        .map(NoticeFrame::of)
        .forEach(frame -> listeners.forEach(listener -> listener.accept(frame)));
  }

  private synchronized boolean take(List<NotifyMessage.Entry> entries) {
    if (!begun) {
      return true;
    }
    Optional<List<NoticeFrame>> added = ring.add(entries);
    // within the lock, so that every listener hears them in their order
    added.ifPresent(frames -> frames.forEach(frame -> listeners.forEach(l -> l.accept(frame))));
    return added.isPresent();
  }

  /** Looks whether something was not heard; called twice a second. */
  Future<Void> look() {
    return log.head()
        .<Void>map(
            seen -> {
              begin(seen.seq());
              compare(seen);
              return null;
            })
        .onFailure(away -> LOGGER.atDebug().setCause(away).log("the log cannot be looked at"));
  }

  private synchronized void begin(long seq) {
    if (!begun) {
      begun = true;
      ring.restart(seq);
    }
  }

  private void compare(NoticeLog.Head seen) {
    gone = seen.gone();
    long known = head();
    if (seen.seq() > known) {
      heal();
    } else if (seen.seq() < known && known == head()) {
      confirmLoss(known);
    }
  }

  /** An answer that is older than what came by the bus meanwhile is no loss: it is asked again. */
  private void confirmLoss(long known) {
    log.head()
        .onSuccess(
            again -> {
              if (again.seq() < known) {
                restart(again.seq());
              }
            });
  }

  private void restart(long seq) {
    LOGGER.atWarn().addKeyValue("seq", seq).log("the database lost notifications");
    synchronized (this) {
      ring.restart(seq);
    }
    breaks.forEach(Runnable::run);
  }

  private void heal() {
    synchronized (this) {
      if (healing) {
        return;
      }
      healing = true;
    }
    log.after(head(), PAGE)
        .onComplete(
            read -> {
              synchronized (this) {
                healing = false;
              }
              if (read.succeeded() && !read.result().isEmpty()) {
                skipForgotten(read.result().getFirst().seq());
                take(read.result());
                healed.increment();
                if (read.result().size() == PAGE) {
                  heal();
                }
              }
            });
  }

  /** What was forgotten before this node could read it is a gap for its clients. */
  private void skipForgotten(long first) {
    boolean lost;
    synchronized (this) {
      lost = first > ring.head() + 1 && first <= gone + 1;
      if (lost) {
        ring.restart(first - 1);
      }
    }
    if (lost) {
      breaks.forEach(Runnable::run);
    }
  }

  /** What a caller missed after a number; fails when the log cannot be read. */
  Future<Replay> since(long seq, Caller caller, Set<Topic> topics) {
    List<String> audiences = audiences(caller);
    long upTo;
    Optional<List<NoticeFrame>> here;
    synchronized (this) {
      upTo = ring.head();
      here = ring.after(seq);
    }
    if (here.isPresent()) {
      return Future.succeededFuture(whole(pick(here.get(), audiences, topics), upTo));
    }
    return log.head()
        .compose(
            head -> {
              if (seq > head.seq()) {
                return gap("The server does not know this number.", upTo);
              }
              if (seq < head.gone()) {
                return gap("Some of what you missed is not kept any more.", upTo);
              }
              return log.after(seq, audiences, topics, MOST_REPLAYED + 1)
                  .map(
                      entries ->
                          whole(
                              entries.stream().map(NoticeFrame::of).toList(),
                              Math.max(upTo, entries.isEmpty() ? 0 : entries.getLast().seq())));
            });
  }

  private static List<NoticeFrame> pick(
      List<NoticeFrame> frames, Collection<String> audiences, Set<Topic> topics) {
    Set<String> labels = Set.copyOf(topics.stream().map(Topic::label).toList());
    return frames.stream()
        .filter(frame -> audiences.contains(frame.audience()) && labels.contains(frame.topic()))
        .toList();
  }

  private static Replay whole(List<NoticeFrame> frames, long upTo) {
    return frames.size() > MOST_REPLAYED
        ? new Replay.Gap("You missed more than %d.".formatted(MOST_REPLAYED), upTo)
        : new Replay.Whole(frames, upTo);
  }

  private static Future<Replay> gap(String reason, long upTo) {
    return Future.succeededFuture(new Replay.Gap(reason, upTo));
  }

  /** The newest that a caller may see, newest first. */
  public Future<List<NoticeFrame>> newest(Caller caller, Set<Topic> topics, int most) {
    return log.newest(audiences(caller), topics, most)
        .map(entries -> entries.stream().map(NoticeFrame::of).toList());
  }

  private static List<String> audiences(Caller caller) {
    return Audience.of(caller).stream().map(Audience::text).toList();
  }

  long healed() {
    return healed.sum();
  }
}
