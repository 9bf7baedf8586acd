package verticles.tasks;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.notify.Notice;
import verticles.notify.Notifier;

/**
 * Tells owners how their tasks stand: what moved, in passing and the newest of each task only, and
 * every end, to be kept. It gathers and speaks five times a second. Safe to use from every thread.
 */
final class Teller {
  static final long EVERY_MILLIS = 200;

  private static final Logger LOGGER = LoggerFactory.getLogger(Teller.class);
  private static final int MOST_LOOKED_UP = 500;

  /** What is more is not told of: whoever is interested in so many looks for themselves. */
  private static final int MOST = 20_000;

  private static final int TICKS_BETWEEN_HINTS = 5;

  private final Notifier notifier;
  private final Function<List<UUID>, Future<List<TaskView>>> rows;
  private final Map<UUID, TaskNews> moved = new Newest<>();
  private final Map<UUID, TaskNews> ended = new Newest<>();
  private final Map<UUID, Boolean> unsure = new Newest<>();

  /** What this node runs; one whose lease was lost is never ended here. */
  private final Map<UUID, Claimed> held = new Newest<>();

  private boolean speaking;
  private boolean anyMoved;
  private int sinceHint = TICKS_BETWEEN_HINTS;

  /** {@code rows} is asked where the state of a task is not known for sure. */
  Teller(Notifier notifier, Function<List<UUID>, Future<List<TaskView>>> rows) {
    this.notifier = notifier;
    this.rows = rows;
  }

  /** One that nobody lets speak. */
  static Teller silent() {
    return new Teller(Notifier.SILENT, asked -> Future.succeededFuture(List.of()));
  }

  private static final class Newest<V> extends LinkedHashMap<UUID, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, V> eldest) {
      return size() > MOST;
    }
  }

  synchronized void claimed(Collection<Claimed> tasks) {
    for (Claimed task : tasks) {
      held.put(task.id(), task);
      moved.put(task.id(), TaskNews.of(task, "running", ""));
    }
  }

  /** What a worker has written; those that others hold now are theirs to tell of. */
  synchronized void ended(Collection<Ending> endings, Set<UUID> stillHeld) {
    for (Ending ending : endings) {
      Claimed task = held.remove(ending.id());
      if (!stillHeld.contains(ending.id())) {
        continue;
      }
      TaskNews news =
          task == null ? null : TaskNews.of(task, ending.state().label(), ending.detail());
      if (news == null || !news.isOver()) {
        // what goes on after this attempt may have been cancelled meanwhile
        unsure.put(ending.id(), true);
      } else {
        over(news);
      }
    }
  }

  /** What became of these is only known to the database. */
  synchronized void lookUp(Collection<UUID> tasks) {
    tasks.forEach(task -> unsure.put(task, true));
  }

  /** A task is so now; for good when it is over. */
  synchronized void stands(TaskNews news) {
    if (news.isOver()) {
      over(news);
    } else {
      moved.put(news.id(), news);
    }
  }

  private void over(TaskNews news) {
    moved.remove(news.id());
    ended.put(news.id(), news);
  }

  /** Says what there is to say; attempts are asked how far they are. */
  Future<Void> speak(Collection<Attempt> attempts) {
    attempts.forEach(attempt -> attempt.fresh().ifPresent(this::stands));
    List<UUID> asked;
    synchronized (this) {
      if (speaking) {
        return Future.succeededFuture();
      }
      speaking = true;
      asked = unsure.keySet().stream().limit(MOST_LOOKED_UP).toList();
    }
    return (asked.isEmpty() ? Future.succeededFuture(List.<TaskView>of()) : rows.apply(asked))
        .onSuccess(found -> found(asked, found))
        .onFailure(away -> LOGGER.atDebug().setCause(away).log("tasks are told of later"))
        .<Void>mapEmpty()
        .otherwiseEmpty()
        .onSuccess(looked -> say())
        .onComplete(said -> quiet());
  }

  private synchronized void found(Collection<UUID> asked, Collection<TaskView> found) {
    asked.forEach(unsure::remove);
    found.forEach(task -> stands(TaskNews.of(task)));
  }

  /** It is not waited for what is kept: without its database that waits by itself. */
  private void say() {
    List<Notice> passing;
    List<Notice> kept;
    synchronized (this) {
      passing = new ArrayList<>(Tidings.moved(moved.values()));
      kept = Tidings.ended(ended.values());
      anyMoved |= !passing.isEmpty() || !kept.isEmpty();
      if (++sinceHint >= TICKS_BETWEEN_HINTS && anyMoved) {
        sinceHint = 0;
        anyMoved = false;
        passing.add(Tidings.anyChanged());
      }
      moved.clear();
      ended.clear();
    }
    notifier.pass(passing);
    kept.forEach(notifier::publish);
  }

  private synchronized void quiet() {
    speaking = false;
  }
}
