package verticles.tasks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one type on this node, and the claimed tasks that wait for one. They wait only where
 * attempts are so short that asking for each would take longer than its work: what is held here
 * could run elsewhere. Guarded by its worker.
 */
final class TypeDesk {
  private static final double AHEAD_MILLIS = 100;
  private static final double SHORT_MILLIS = 50;
  private static final int MOST_AHEAD = 256;
  private static final double WEIGHT = 0.1;

  private final TaskType<?> type;
  private final Deque<Claimed> waiting = new ArrayDeque<>();
  private int running;
  private double meanMillis = Double.MAX_VALUE;

  TypeDesk(TaskType<?> type) {
    this.type = type;
  }

  TaskType<?> type() {
    return type;
  }

  int running() {
    return running;
  }

  int waiting() {
    return waiting.size();
  }

  /** How many more may be claimed. */
  int room() {
    return Math.max(0, type.limits().perNode() - running + ahead() - waiting.size());
  }

  private int ahead() {
    if (meanMillis > SHORT_MILLIS) {
      return 0;
    }
    double soon = type.limits().perNode() * AHEAD_MILLIS / Math.max(0.05, meanMillis);
    return (int) Math.min(MOST_AHEAD, soon);
  }

  void add(Claimed task) {
    waiting.add(task);
  }

  /** The next that may begin, which takes a slot; null when there is none, or no slot. */
  @Nullable Claimed begin() {
    if (running >= type.limits().perNode() || waiting.isEmpty()) {
      return null;
    }
    running++;
    return waiting.poll();
  }

  /** Gives back a slot that was not used. */
  void free() {
    running--;
  }

  /** Gives a slot back after so long. */
  void end(Duration ran) {
    running--;
    double millis = ran.toNanos() / 1e6;
    meanMillis =
        meanMillis == Double.MAX_VALUE ? millis : meanMillis + WEIGHT * (millis - meanMillis);
  }

  /** Gives up what waits. */
  List<Claimed> clear() {
    List<Claimed> left = List.copyOf(waiting);
    waiting.clear();
    return left;
  }
}
