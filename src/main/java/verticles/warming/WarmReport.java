package verticles.warming;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.tasks.TaskCancelled;
import verticles.tasks.TaskContext;

/** Tells every second how far a run of this node is: to its task, and to those who listen. */
final class WarmReport implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(WarmReport.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final WarmRequest request;
  private final TaskContext context;
  private final String node;
  private final Consumer<WarmRun> moved;
  private final InstantSource clock;
  private final Instant began;
  private volatile boolean over;

  WarmReport(
      WarmRequest request,
      TaskContext context,
      String node,
      InstantSource clock,
      Consumer<WarmRun> moved) {
    this.request = request;
    this.context = context;
    this.node = node;
    this.moved = moved;
    this.clock = clock;
    this.began = clock.instant();
  }

  /** Begins to tell, in a thread of its own. */
  void follow(Tally tally) {
    tell(tally.counts(), WarmRun.State.RUNNING);
    Thread.ofVirtual()
        .name("warming-report")
        .start(
            () -> {
              try {
                while (!over) {
                  tryStep(tally.counts());
                  Thread.sleep(EVERY);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (TaskCancelled ended) {
                // the run itself ends the same way
              }
            });
  }

  private void tryStep(Tally.Counts counts) {
    try {
      step(counts);
    } catch (TaskCancelled ended) {
      throw ended;
    } catch (RuntimeException away) {
      LOGGER
          .atDebug()
          .addKeyValue("run", context.task())
          .setCause(away)
          .log("how far a run is could not be kept");
    }
  }

  private synchronized void step(Tally.Counts counts) {
    if (over) {
      return;
    }
    progress(counts);
    context.checkpoint(counts.json());
    if (counts.done() > 0) {
      tell(counts, WarmRun.State.RUNNING);
    }
  }

  private void progress(Tally.Counts counts) {
    context.progress(
        100.0 * counts.done() / Math.max(1, counts.total()),
        "%,d of %,d questions".formatted(counts.done(), counts.total()));
  }

  /** Tells how it ended. */
  synchronized void end(Tally.Counts counts, WarmRun.State state) {
    over = true;
    progress(counts);
    tell(counts, state);
  }

  private void tell(Tally.Counts counts, WarmRun.State state) {
    boolean ended = state != WarmRun.State.RUNNING;
    moved.accept(
        WarmRun.of(
            context.task().toString(),
            request,
            context.owner().user(),
            node,
            state,
            counts,
            began,
            ended ? Optional.of(clock.instant()) : Optional.empty()));
  }

  /** Tells nothing any more, unless it is the end. */
  @Override
  public void close() {
    over = true;
  }
}
