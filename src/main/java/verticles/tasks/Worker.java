package verticles.tasks;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs claimed tasks on virtual threads, within the slots of their types, and ends them. */
final class Worker {
  private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);
  private static final int MOST_PENDING = 4_000;

  /** Its name in the database: another one each time that a node starts. */
  final UUID id = UUID.randomUUID();

  final String node;

  /** What runs here, or is about to. */
  final Attempts attempts = new Attempts();

  private final TaskQueue queue;
  private final TaskTypes types;
  private final TaskMeters meters;
  private final Execution execution;
  private final Endings endings;
  private final Runnable slotFreed;
  private final Slots slots;

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
    this.slots = new Slots(types, mostCrashes);
    this.execution = new Execution(mostCrashes, () -> ThreadLocalRandom.current().nextDouble());
    this.endings = new Endings(queue, this::written);
  }

  void start() {
    endings.start();
  }

  /** How many tasks of each type could be claimed; only types with room. */
  Map<String, Integer> rooms() {
    return endings.pending() < MOST_PENDING ? slots.rooms() : Map.of();
  }

  /** Takes over what was claimed. */
  void accept(Collection<Claimed> claimed) {
    List<Attempt> taken = claimed.stream().map(this::attempt).toList();
    taken.forEach(attempts::add);
    claimed.forEach(task -> meters.waited(task.type(), task.waitedMillis()));
    if (slots.add(taken)) {
      beginWaiting();
    } else {
      taken.forEach(this::giveBack);
    }
  }

  private Attempt attempt(Claimed task) {
    return new Attempt(
        task,
        types.find(task.type()).orElseThrow().role(),
        told -> queue.tell(List.of(told)).await().contains(task.id()));
  }

  private void beginWaiting() {
    for (Attempt attempt : slots.begin()) {
      Thread.ofVirtual().name("task").start(() -> work(attempt));
    }
  }

  /** What the thread of a slot does: one attempt after the other, while some wait. */
  private void work(Attempt first) {
    for (Attempt next = first; next != null; ) {
      next = next.cancelled() ? skip(next) : run(next);
    }
  }

  /** Ends an attempt that was stopped before it ran. */
  private @Nullable Attempt skip(Attempt attempt) {
    slots.free(attempt);
    endUnrun(attempt);
    beginWaiting();
    return null;
  }

  private void endUnrun(Attempt attempt) {
    Attempt.Stop why = attempt.stopped().orElse(Attempt.Stop.DRAINED);
    if (attempt.end()) {
      attempts.remove(attempt);
      if (why != Attempt.Stop.LOST) {
        endings.add(execution.stopped(type(attempt), attempt, why));
      }
    }
  }

  /** Runs one; answers the next one for this thread. */
  private @Nullable Attempt run(Attempt attempt) {
    attempt.enters(Thread.currentThread());
    try {
      if (attempt.suspect() && !queue.begin(attempt.claimed()).await()) {
        attempt.stop(Attempt.Stop.LOST);
      }
      Ending ending = execution.run(type(attempt), attempt);
      attempt.leaves();
      return finish(attempt, ending);
    } catch (Throwable broken) {
      // not of the task, but of this node: its lease is given back by the next heartbeats
      LOGGER.atError().addKeyValue("task", attempt.task()).setCause(broken).log("a worker broke");
      attempt.leaves();
      attempts.remove(attempt);
      attempt.end();
      slots.free(attempt);
      return null;
    }
  }

  /** Ends an attempt, unless somebody did, and lets the next one have its slot. */
  private @Nullable Attempt finish(Attempt attempt, Ending ending) {
    if (!attempt.end()) {
      return null;
    }
    Duration ran = attempt.elapsed();
    attempts.remove(attempt);
    if (attempt.stopped().filter(Attempt.Stop.LOST::equals).isEmpty()) {
      meters.ran(attempt.claimed().type(), ending.outcome(), ran);
      endings.add(ending);
    } else {
      meters.stale(1);
    }
    Attempt next = slots.next(attempt, ran);
    if (attempt.suspect()) {
      beginWaiting();
    }
    if (slots.hasRoom(attempt)) {
      slotFreed.run();
    }
    return next;
  }

  private void written(List<Ending> batch, Set<UUID> held) {
    if (endings.pending() >= MOST_PENDING) {
      slotFreed.run();
    }
    long stale = batch.stream().filter(ending -> !held.contains(ending.id())).count();
    if (stale > 0) {
      meters.stale(stale);
      LOGGER
          .atWarn()
          .addKeyValue("tasks", stale)
          .log("endings were refused: others have these tasks now");
    }
  }

  private void giveBack(Attempt attempt) {
    attempts.remove(attempt);
    if (attempt.end()) {
      endings.add(Ending.giveBack(attempt.claimed(), Attempt.Stop.DRAINED.reason, Said.nothing()));
    }
  }

  /**
   * Ends an attempt that does not end by itself; its thread is left to itself. It is ended before
   * it is interrupted, so that nothing it answers then can count.
   */
  void force(Attempt attempt) {
    if (slots.remove(attempt)) {
      endUnrun(attempt);
      return;
    }
    attempt
        .stopped()
        .map(why -> finish(attempt, execution.stopped(type(attempt), attempt, why)))
        .ifPresent(next -> Thread.ofVirtual().name("task").start(() -> work(next)));
    attempt.interrupt();
  }

  /** Lets others have those that wait here for another one to be found innocent. */
  void postponeSuspects() {
    for (Attempt attempt : slots.clearSuspects()) {
      attempts.remove(attempt);
      if (attempt.end()) {
        endings.add(Ending.postponed(attempt.claimed()));
      }
    }
  }

  /**
   * Gives back a lease of this worker that it knows nothing of: the answer of its claim was lost.
   */
  void disown(TaskQueue.Lease lease) {
    if (!endings.isPending(lease.task())) {
      endings.add(Ending.unconfirmed(lease));
    }
  }

  private TaskType<?> type(Attempt attempt) {
    return types.find(attempt.claimed().type()).orElseThrow();
  }

  /** How long an attempt of that type may take. */
  Duration timeout(Attempt attempt) {
    return type(attempt).limits().timeout();
  }

  /** Ends everything: what waits is given back, what runs may finish for so long. It blocks. */
  void drain(Duration atMost) {
    slots.close().forEach(this::giveBack);
    attempts.awaitEnd(atMost);
    attempts.all().forEach(attempt -> attempt.stop(Attempt.Stop.DRAINED));
    Attempts.pause();
    attempts.all().forEach(this::force);
    endings.close(Duration.ofSeconds(5));
  }
}
