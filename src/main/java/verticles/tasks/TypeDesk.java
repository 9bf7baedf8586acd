package verticles.tasks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one type on this node, and the claimed tasks that wait for one. They wait only where
 * attempts are so short that asking for each would take longer than its work: what is held here
 * could run elsewhere. Guarded by its {@link Slots}.
 */
final class TypeDesk {
  private static final double AHEAD_MILLIS = 100;
  private static final double SHORT_MILLIS = 50;
  private static final int MOST_AHEAD = 2_048;
  private static final double WEIGHT = 0.1;

  /** Of payloads that wait here, about: one in so many is weighed. */
  private static final long MOST_BYTES = 8L << 20;

  private static final int WEIGHED = 8;

  private final TaskType<?> type;
  private final Deque<Attempt> waiting = new ArrayDeque<>();
  private final Deque<Attempt> suspects = new ArrayDeque<>();
  private int running;
  private double meanMillis = Double.MAX_VALUE;
  private double largeBytes;
  private int added;

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
    return waiting.size() + suspects.size();
  }

  /**
   * How many more may be claimed: none before half of what was claimed ahead has begun, because a
   * claim of many costs little more than a claim of one.
   */
  int room() {
    int ahead = ahead();
    return waiting() > ahead / 2
        ? 0
        : Math.max(0, type.limits().perNode() - running + ahead - waiting());
  }

  private int ahead() {
    if (meanMillis > SHORT_MILLIS) {
      return 0;
    }
    double soon = type.limits().perNode() * AHEAD_MILLIS / Math.max(0.05, meanMillis);
    return (int) Math.min(Math.min(MOST_AHEAD, soon), MOST_BYTES / Math.max(1, largeBytes));
  }

  void add(Attempt attempt) {
    (attempt.suspect() ? suspects : waiting).add(attempt);
    if (added++ % WEIGHED == 0) {
      int bytes = attempt.claimed().payload().encode().length();
      largeBytes = Math.max(bytes, largeBytes + WEIGHT * (bytes - largeBytes));
    }
  }

  /** The next that may begin, which takes a slot; null when there is none, or no slot. */
  @Nullable Attempt begin() {
    if (running >= type.limits().perNode() || waiting.isEmpty()) {
      return null;
    }
    running++;
    return waiting.poll();
  }

  /** The first of those whose worker was lost before and that may begin beside the others. */
  @Nullable Attempt beginSuspect(Predicate<Attempt> may) {
    return suspects.stream().filter(may).findFirst().map(this::beginSuspect).orElse(null);
  }

  private @Nullable Attempt beginSuspect(Attempt first) {
    if (running >= type.limits().perNode()) {
      return null;
    }
    running++;
    suspects.remove(first);
    return first;
  }

  /** Takes one out that waits; answers whether it did. */
  boolean remove(Attempt attempt) {
    return waiting.remove(attempt) || suspects.remove(attempt);
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
  List<Attempt> clear() {
    List<Attempt> left = new ArrayList<>(waiting);
    waiting.clear();
    left.addAll(clearSuspects());
    return left;
  }

  /** Gives up those whose worker was lost before. */
  List<Attempt> clearSuspects() {
    List<Attempt> left = List.copyOf(suspects);
    suspects.clear();
    return left;
  }
}
