package verticles.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done again and again: the heartbeat of the worker, the rescue of tasks of silent
 * ones, the move of what is due, the writing of progress, and the end of what does not end. Each
 * node does it; none leads.
 */
final class Upkeep {
  private static final Logger LOGGER = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration TELL = Duration.ofSeconds(2);
  private static final Duration TIDY = Duration.ofSeconds(5);
  private static final Duration PROMOTE = Duration.ofMillis(500);
  private static final Duration SCHEDULES = Duration.ofSeconds(1);
  private static final Duration POSTPONE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final TasksConfig config;
  private final TaskQueue queue;
  private final Worker worker;
  private final TaskMeters meters;
  private final Runnable foundWork;
  private final List<Thread> threads = new ArrayList<>();
  private final Set<UUID> unknown = new HashSet<>();
  private final Map<String, Boolean> failing = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** {@code foundWork} runs when something became ready to run. */
  Upkeep(
      TasksConfig config,
      TaskQueue queue,
      Worker worker,
      TaskMeters meters,
      Schedules schedules,
      Runnable foundWork) {
    this.config = config;
    this.queue = queue;
    this.worker = worker;
    this.meters = meters;
    this.foundWork = foundWork;
    repeat("beat", config.lease().dividedBy(4), this::beat);
    repeat("rescue", config.lease().dividedBy(5), this::rescue);
    repeat("promote", PROMOTE, this::promote);
    repeat("tell", TELL, this::tell);
    repeat("tidy", TIDY, () -> queue.tidyLanes().await());
    repeat("look", LOOK, this::endOverdue);
    repeat("postpone", POSTPONE, worker::postponeSuspects);
    repeat("schedules", SCHEDULES, () -> fireDue(schedules));
  }

  private void repeat(String what, Duration every, Runnable work) {
    Thread thread =
        Thread.ofVirtual()
            .name("tasks-" + what)
            .unstarted(
                () -> {
                  while (rest(every)) {
                    attempt(what, work);
                  }
                });
    threads.add(thread);
  }

  /** Whether to go on; a tenth sooner or later, so that nodes do not go in step. */
  private boolean rest(Duration every) {
    try {
      double share = 0.9 + ThreadLocalRandom.current().nextDouble() * 0.2;
      return !closed.await((long) (every.toMillis() * share), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void attempt(String what, Runnable work) {
    try {
      work.run();
      if (failing.remove(what) != null) {
        LOGGER.atInfo().addKeyValue("step", what).log("the upkeep of tasks works again");
      }
    } catch (Exception | OutOfMemoryError away) {
      // an interrupt too: the client throws it unannounced; a full heap is the fault of some task
      if (failing.put(what, true) == null) {
        LOGGER
            .atWarn()
            .addKeyValue("step", what)
            .addKeyValue("reason", away.getMessage())
            .log("the upkeep of tasks fails for now");
      }
    }
  }

  void start() {
    beat();
    threads.forEach(Thread::start);
  }

  /** What this worker holds here and there: what was taken from it ends, what it lost goes back. */
  private void beat() {
    Set<UUID> before = new HashSet<>();
    worker.attempts.all().forEach(attempt -> before.add(attempt.task()));
    List<TaskQueue.Lease> held = queue.beat(worker.id, worker.node).await();
    Map<UUID, TaskQueue.Lease> leases = new HashMap<>();
    held.forEach(lease -> leases.put(lease.task(), lease));
    for (UUID task : before) {
      TaskQueue.Lease lease = leases.get(task);
      worker
          .attempts
          .find(task)
          .filter(attempt -> lease == null || attempt.claimed().epoch() != lease.epoch())
          .ifPresent(attempt -> attempt.stop(Attempt.Stop.LOST));
    }
    held.stream()
        .filter(TaskQueue.Lease::cancelled)
        .forEach(lease -> worker.attempts.stop(lease.task(), Attempt.Stop.CANCELLED));
    Set<UUID> strange = new HashSet<>(leases.keySet());
    strange.removeIf(task -> before.contains(task) || worker.attempts.find(task).isPresent());
    strange.stream()
        .filter(unknown::contains)
        .forEach(task -> worker.disown(java.util.Objects.requireNonNull(leases.get(task))));
    unknown.clear();
    unknown.addAll(strange);
  }

  private void rescue() {
    TaskQueue.Rescued rescued = queue.rescue(worker.id, config.mostCrashes()).await();
    if (rescued.tasks() > 0) {
      meters.rescued(rescued);
      LOGGER
          .atWarn()
          .addKeyValue("tasks", rescued.tasks())
          .addKeyValue("quarantined", rescued.quarantined())
          .log("tasks were taken from workers that are gone");
      foundWork.run();
    }
  }

  private void promote() {
    while (queue.promote().await() > 0) {
      foundWork.run();
    }
  }

  private void fireDue(Schedules schedules) {
    if (schedules.fireDue() > 0) {
      foundWork.run();
    }
  }

  private void tell() {
    var news = worker.attempts.news();
    if (!news.isEmpty()) {
      Set<UUID> held = queue.tell(news).await();
      news.stream()
          .map(one -> UUID.fromString(one.getString("id")))
          .filter(task -> !held.contains(task))
          .forEach(task -> worker.attempts.stop(task, Attempt.Stop.LOST));
    }
  }

  private void endOverdue() {
    for (Attempt attempt : worker.attempts.all()) {
      if (attempt.stoppedFor().compareTo(config.cancelGrace()) > 0) {
        worker.force(attempt);
      } else if (attempt.elapsed().compareTo(worker.timeout(attempt)) > 0) {
        attempt.stop(Attempt.Stop.LATE);
      }
    }
  }

  /** Stops all of it; what is on its way is finished first. It blocks. */
  void close(Duration atMost) {
    closed.countDown();
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (Thread thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
