package verticles.warming;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import verticles.tasks.TaskCancelled;
import verticles.tasks.TaskContext;

/** Tells every second how far a run of this node is: to its task, and to those who listen. */
final class WarmReport implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final WarmRequest request;
  private final TaskContext context;
  private final String node;
  private final Consumer<WarmRun> moved;
  private final Instant began = Instant.now();
  private volatile boolean over;

  WarmReport(WarmRequest request, TaskContext context, String node, Consumer<WarmRun> moved) {
    this.request = request;
    this.context = context;
    this.node = node;
    this.moved = moved;
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
                  step(tally.counts());
                  Thread.sleep(EVERY);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (TaskCancelled over) {
                // the run itself ends the same way
              }
            });
  }

  private void step(Tally.Counts counts) {
    context.progress(
        100.0 * counts.done() / Math.max(1, counts.total()),
        "%,d of %,d questions".formatted(counts.done(), counts.total()));
    context.checkpoint(counts.json());
    if (!over && counts.done() > 0) {
      tell(counts, WarmRun.State.RUNNING);
    }
  }

  /** Tells how it ended. */
  void end(Tally.Counts counts, WarmRun.State state) {
    over = true;
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
            ended ? Optional.of(Instant.now()) : Optional.empty()));
  }

  /** Tells nothing any more, unless it is the end. */
  @Override
  public void close() {
    over = true;
  }
}
