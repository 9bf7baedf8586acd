package verticles.warming;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failures;
import verticles.dataset.RecurringQuestion;

/**
 * The runs of this node, each in a thread of its own, with a second one that tells how far it is.
 */
final class Runs {
  private static final Logger LOGGER = LoggerFactory.getLogger(Runs.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration END_PATIENCE = Duration.ofSeconds(3);

  private static final class Running {
    private final Tally tally = new Tally();
    private volatile boolean stopped;
    private volatile boolean over;
  }

  private final Plan plan;
  private final Fillings fillings;
  private final RunTable table;
  private final Map<String, Running> byId = new ConcurrentHashMap<>();
  private volatile Consumer<WarmRun> moved = run -> {};
  private volatile boolean closed;

  Runs(Plan plan, Fillings fillings, RunTable table) {
    this.plan = plan;
    this.fillings = fillings;
    this.table = table;
  }

  void whenMoved(Consumer<WarmRun> listener) {
    moved = listener;
  }

  /** Runs what was begun in the table. */
  void begin(WarmRun run, WarmRequest request) {
    Running running = new Running();
    byId.put(run.id(), running);
    moved.accept(run);
    Thread.ofVirtual().name("warming-" + run.id()).start(() -> conduct(run, request, running));
    Thread.ofVirtual().name("warming-heart").start(() -> tell(run, running));
  }

  /** Runs without a record; the thread ends with it. */
  Thread alone(WarmRequest request) {
    Running running = new Running();
    return Thread.ofVirtual()
        .name("warming-alone")
        .start(
            () -> {
              fill(request, running);
              log(request, running.tally.counts());
            });
  }

  private void conduct(WarmRun run, WarmRequest request, Running running) {
    boolean whole = fill(request, running);
    running.over = true;
    try {
      table.tell(run.id(), running.tally.counts()).await();
      table
          .end(run.id(), whole ? WarmRun.State.DONE : WarmRun.State.FAILED)
          .await()
          .ifPresent(moved);
    } catch (RuntimeException unreachable) {
      // the other nodes mark it as failed when they hear nothing
      LOGGER
          .atWarn()
          .addKeyValue("run", run.id())
          .setCause(unreachable)
          .log("a run's end is not kept");
    } finally {
      byId.remove(run.id());
    }
    log(request, running.tally.counts());
  }

  /** Answers whether every question was tried. */
  private boolean fill(WarmRequest request, Running running) {
    try {
      List<RecurringQuestion> questions = plan.questions(request).await();
      fillings
          .counting(running.tally)
          .fill(questions, read -> true, () -> running.stopped || closed);
      if (closed) {
        running.tally.say("Its node was stopped.");
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (RuntimeException thrown) {
      LOGGER
          .atError()
          .addKeyValue("mode", request.mode())
          .setCause(thrown)
          .log("a warming run failed");
      running.tally.say(Failures.of(thrown).detail());
      return false;
    }
  }

  private void tell(WarmRun run, Running running) {
    String id = run.id();
    while (!running.over) {
      try {
        Thread.sleep(HEARTBEAT);
        if (!running.over
            && table.tell(id, running.tally.counts()).await() != WarmRun.State.RUNNING) {
          running.stopped = true;
        }
        if (!running.over) {
          moved.accept(upToDate(run));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException unreachable) {
        LOGGER
            .atDebug()
            .addKeyValue("run", id)
            .setCause(unreachable)
            .log("a heartbeat was not kept");
      }
    }
  }

  private static void log(WarmRequest request, Tally.Counts counts) {
    LOGGER
        .atInfo()
        .addKeyValue("mode", request.mode())
        .addKeyValue("by", request.askedBy())
        .addKeyValue("loaded", counts.loaded())
        .addKeyValue("fresh", counts.alreadyFresh())
        .addKeyValue("failed", counts.failed())
        .log("the cache was warmed");
  }

  /** The run with the numbers of this moment, when this node runs it. */
  WarmRun upToDate(WarmRun run) {
    Running running = byId.get(run.id());
    if (running == null || run.isOver()) {
      return run;
    }
    Tally.Counts counts = running.tally.counts();
    return new WarmRun(
        run.id(),
        run.mode(),
        run.datasets(),
        run.askedBy(),
        run.node(),
        run.state(),
        counts.total(),
        counts.loaded() + counts.alreadyFresh() + counts.failed(),
        counts.loaded(),
        counts.alreadyFresh(),
        counts.failed(),
        counts.errors(),
        run.startedAt(),
        run.finishedAt());
  }

  /** Begins no more loads of a run, when this node runs it. */
  void stop(String id) {
    Running running = byId.get(id);
    if (running != null) {
      running.stopped = true;
    }
  }

  /** Ends all of them, and waits a moment for it. */
  void close() {
    closed = true;
    long end = System.nanoTime() + END_PATIENCE.toNanos();
    while (!byId.isEmpty() && System.nanoTime() < end) {
      try {
        Thread.sleep(Duration.ofMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
