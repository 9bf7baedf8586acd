package verticles;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The named steps of a start, which are taken back in reverse. */
final class Ladder {
  private static final Logger LOGGER = LoggerFactory.getLogger(Ladder.class);

  /** What a step does; it may throw anything. */
  interface Up<T> {
    T take() throws Exception;
  }

  /** How a step is taken back. */
  interface Down<T> {
    void take(T made) throws Exception;
  }

  /** A step that leaves nothing to take back. */
  interface Action {
    void take() throws Exception;
  }

  private record Taken(String step, Runnable back) {}

  private final Deque<Taken> taken = new ArrayDeque<>();
  private boolean stopped;

  /**
   * Takes one step.
   *
   * @throws IllegalStateException when the ladder was left before this step
   */
  synchronized <T> T climb(String step, Up<T> up, Down<T> down) throws Exception {
    begin(step);
    long from = System.nanoTime();
    T made = up.take();
    taken.push(new Taken(step, () -> back(step, made, down)));
    log(step, from);
    return made;
  }

  /** Takes one step that leaves nothing to take back. */
  synchronized void climb(String step, Action up) throws Exception {
    begin(step);
    long from = System.nanoTime();
    up.take();
    log(step, from);
  }

  private void begin(String step) {
    if (stopped) {
      throw new IllegalStateException("stopped before the step " + step);
    }
  }

  private static void log(String step, long from) {
    LOGGER
        .atInfo()
        .addKeyValue("step", step)
        .addKeyValue("ms", (System.nanoTime() - from) / 1_000_000)
        .log("started");
  }

  private static <T> void back(String step, T made, Down<T> down) {
    try {
      down.take(made);
    } catch (Exception e) {
      LOGGER.atWarn().addKeyValue("step", step).setCause(e).log("not stopped cleanly");
    }
  }

  /** Takes back every step, the last one first; one that fails does not keep the others. */
  synchronized void descend() {
    stopped = true;
    while (!taken.isEmpty()) {
      Taken last = taken.pop();
      last.back().run();
      LOGGER.atInfo().addKeyValue("step", last.step()).log("stopped");
    }
  }
}
