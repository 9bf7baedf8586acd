package verticles.notify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** How many streams each user has open on this node. Safe to use from every thread. */
public final class StreamSlots {
  private final int most;
  private final StreamCounts counts;
  private final Map<String, Integer> byUser = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  StreamSlots(int most, StreamCounts counts) {
    this.most = most;
    this.counts = counts;
  }

  /**
   * Takes one.
   *
   * @return what gives it back, once
   * @throws FailureException TOO_MANY when the user has as many as he may
   */
  public Runnable take(String user) {
    int now = byUser.merge(user, 1, Integer::sum);
    if (now > most) {
      leave(user);
      counts.refused().increment();
      throw FailureException.of(
          Failure.TOO_MANY,
          "You have %d streams open, which is the most; close one first.".formatted(most));
    }
    open.incrementAndGet();
    return new Runnable() {
      private boolean given;

      @Override
      public synchronized void run() {
        if (!given) {
          given = true;
          open.decrementAndGet();
          leave(user);
        }
      }
    };
  }

  private void leave(String user) {
    byUser.computeIfPresent(user, (name, count) -> count > 1 ? count - 1 : null);
  }

  int open() {
    return open.get();
  }
}
