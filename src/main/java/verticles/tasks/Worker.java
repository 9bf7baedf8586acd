package verticles.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs claimed tasks on virtual threads, within the slots of their types, and ends them. */
final class Worker {
  private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);
  private static final int MOST_PENDING = 2_000;

  /** Its name in the database: another one each time that a node starts. */
  final UUID id = UUID.randomUUID();

  final String node;
  private final TaskQueue queue;
  private final TaskTypes types;
  private final TaskMeters meters;
  private final Execution execution;
  private final Endings endings;
  private final Runnable slotFreed;
  private final Map<String, TypeDesk> desks = new TreeMap<>();
  private final Map<UUID, Attempt> attempts = new ConcurrentHashMap<>();
  private boolean suspectRuns;
  private boolean stopping;

  /** {@code slotFreed} runs when more could be claimed. */
  Worker(
      String node,
      TaskQueue queue,
      TaskTypes types,
      TaskMeters meters,
      int mostCrashes,
      Runnable slotFreed) {
    this.node = node;
    this.queue = queue;
    this.types = types;
    this.meters = meters;
    this.slotFreed = slotFreed;
    this.execution = new Execution(mostCrashes, () -> ThreadLocalRandom.current().nextDouble());
    this.endings = new Endings(queue, this::written);
    types.all().forEach(type -> desks.put(type.name(), new TypeDesk(type)));
  }

  void start() {
    endings.start();
  }

  /** How many tasks of each type could be claimed; only types with room. */
  synchronized Map<String, Integer> rooms() {
    Map<String, Integer> rooms = new HashMap<>();
    if (!stopping && endings.pending() < MOST_PENDING) {
      desks.forEach(
          (name, desk) -> {
            if (desk.room() > 0) {
              rooms.put(name, desk.room());
            }
          });
    }
    return rooms;
  }

  /** Takes over what was claimed. */
  void accept(Collection<Claimed> claimed) {
    claimed.forEach(task -> meters.waited(task.type(), task.waitedMillis()));
    synchronized (this) {
      if (!stopping) {
        claimed.forEach(this::place);
        desks.values().forEach(this::beginWaiting);
        return;
      }
    }
    claimed.forEach(task -> giveBack(task, Attempt.Stop.DRAINED.reason));
  }

  private void place(Claimed task) {
    attempts.put(task.id(), attempt(task));
    Objects.requireNonNull(desks.get(task.type()), task.type()).add(task);
  }

  private Attempt attempt(Claimed task) {
    return new Attempt(
        task,
        types.find(task.type()).orElseThrow().role(),
        told -> queue.tell(List.of(told)).await().contains(task.id()));
  }

  private void beginWaiting(TypeDesk desk) {
    for (Claimed task = desk.begin(); task != null; task = desk.begin()) {
      Attempt attempt = attempts.get(task.id());
      boolean suspect = task.state().crashes() > 0;
      if (attempt == null || attempt.cancelled()) {
        desk.free();
        end(desk, attempt, Optional.empty());
      } else if (suspect && suspectRuns) {
        // of those that lost a worker one runs at a time, so that the one whose fault it is is
        // found
        desk.free();
        end(desk, attempt, Optional.of(Ending.postponed(task)));
      } else {
        suspectRuns |= suspect;
        launch(desk, attempt, suspect);
      }
    }
  }

  private void launch(TypeDesk desk, Attempt attempt, boolean suspect) {
    Thread thread =
        Thread.ofVirtual()
            .name("task-" + attempt.task())
            .unstarted(() -> run(desk, attempt, suspect));
    attempt.runsIn(thread);
    thread.start();
  }

  /** Ends an attempt that never ran. */
  private void end(TypeDesk desk, @Nullable Attempt attempt, Optional<Ending> ending) {
    if (attempt == null) {
      return;
    }
    attempts.remove(attempt.task(), attempt);
    Attempt.Stop why = attempt.stopped().orElse(Attempt.Stop.DRAINED);
    if (attempt.end() && why != Attempt.Stop.LOST) {
      endings.add(ending.orElseGet(() -> execution.stopped(desk.type(), attempt, why)));
    }
  }

  private void run(TypeDesk desk, Attempt attempt, boolean suspect) {
    try {
      if (suspect && !queue.begin(attempt.claimed()).await()) {
        attempt.stop(Attempt.Stop.LOST);
      }
      Ending ending = execution.run(desk.type(), attempt);
      Thread.interrupted();
      finish(desk, attempt, ending);
    } catch (Throwable broken) {
      // not of the task, but of this node: its lease is given back by the next heartbeats
      LOGGER.atError().addKeyValue("task", attempt.task()).setCause(broken).log("a worker broke");
      attempts.remove(attempt.task(), attempt);
      synchronized (this) {
        desk.free();
      }
    } finally {
      synchronized (this) {
        suspectRuns &= !suspect;
      }
    }
  }

  /** Ends an attempt, unless somebody did, and lets the next one have its slot. */
  private void finish(TypeDesk desk, Attempt attempt, Ending ending) {
    if (!attempt.end()) {
      return;
    }
    attempts.remove(attempt.task(), attempt);
    if (attempt.stopped().filter(Attempt.Stop.LOST::equals).isEmpty()) {
      meters.ran(desk.type().name(), ending.outcome(), attempt.elapsed());
      endings.add(ending);
    } else {
      meters.stale(1);
    }
    synchronized (this) {
      desk.end(attempt.elapsed());
      beginWaiting(desk);
    }
    slotFreed.run();
  }

  private void written(List<Ending> batch, Set<UUID> held) {
    long stale = batch.stream().filter(ending -> !held.contains(ending.id())).count();
    if (stale > 0) {
      meters.stale(stale);
      LOGGER
          .atWarn()
          .addKeyValue("tasks", stale)
          .log("endings were refused: others have these tasks now");
    }
  }

  private void giveBack(Claimed task, String why) {
    endings.add(Ending.giveBack(task, why, new JsonArray()));
  }

  /** Tells a task of this node to end; nothing happens when it is not here. */
  void cancel(UUID task) {
    Optional.ofNullable(attempts.get(task))
        .ifPresent(attempt -> attempt.stop(Attempt.Stop.CANCELLED));
  }

  /** The attempts of this node, running or about to. */
  Collection<Attempt> attempts() {
    return attempts.values();
  }

  Optional<Attempt> attempt(UUID task) {
    return Optional.ofNullable(attempts.get(task));
  }

  /** What attempts have to tell since it was asked last. */
  List<JsonObject> news() {
    return attempts.values().stream().flatMap(attempt -> attempt.news().stream()).toList();
  }

  /**
   * Ends an attempt that does not end by itself; its thread is left to itself. It is ended before
   * it is interrupted, so that nothing it answers then can count.
   */
  void force(Attempt attempt) {
    TypeDesk desk = Objects.requireNonNull(desks.get(attempt.claimed().type()));
    attempt
        .stopped()
        .ifPresent(why -> finish(desk, attempt, execution.stopped(desk.type(), attempt, why)));
    attempt.interrupt();
  }

  /**
   * Gives back a lease of this worker that it knows nothing of: the answer of its claim was lost.
   */
  void disown(TaskQueue.Lease lease) {
    if (endings.isPending(lease.task())) {
      return;
    }
    endings.add(Ending.unconfirmed(lease));
  }

  /** How long an attempt of that type may take. */
  Duration timeout(Attempt attempt) {
    return Objects.requireNonNull(desks.get(attempt.claimed().type())).type().limits().timeout();
  }

  int running() {
    return attempts.size();
  }

  /** Ends everything: what waits is given back, what runs may finish for so long. It blocks. */
  void drain(Duration atMost) {
    List<Claimed> left = new ArrayList<>();
    synchronized (this) {
      stopping = true;
      desks.values().forEach(desk -> left.addAll(desk.clear()));
    }
    left.forEach(
        task -> {
          Attempt attempt = attempts.remove(task.id());
          if (attempt != null && attempt.end()) {
            giveBack(task, Attempt.Stop.DRAINED.reason);
          }
        });
    long end = System.nanoTime() + atMost.toNanos();
    while (!attempts.isEmpty() && System.nanoTime() < end) {
      pause();
    }
    attempts.values().forEach(attempt -> attempt.stop(Attempt.Stop.DRAINED));
    pause();
    attempts.values().forEach(this::force);
    endings.close(Duration.ofSeconds(5));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
