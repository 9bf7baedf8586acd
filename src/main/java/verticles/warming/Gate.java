package verticles.warming;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets bundles of questions pass at the {@link Pace} that live requests leave. Safe for several
 * threads.
 */
final class Gate {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Pace pace;
  private final LiveLoads live;
  private final OwnLoads own;
  private final BundleSize size = new BundleSize();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int inside;

  /**
   * A gate.
   *
   * @param own counts the loads of all gates of this node
   */
  Gate(Pace pace, LiveLoads live, OwnLoads own) {
    this.pace = pace;
    this.live = live;
    this.own = own;
  }

  /**
   * Waits until one more bundle may be on its way.
   *
   * @param most that are to go, at least one
   * @return how many of them may go together: one while somebody else waits
   */
  int enter(int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      int waiting = live.others(own);
      while (inside >= pace.allowed(waiting, millis())) {
        // nobody tells when live loads are over, so it looks again by itself
        changed.awaitNanos(LOOK_AGAIN_NANOS);
        waiting = live.others(own);
      }
      inside++;
      int bundle = waiting > 0 ? 1 : Math.min(most, size.now());
      own.begin(bundle);
      return bundle;
    } finally {
      lock.unlock();
    }
  }

  /** A clock that nobody sets. */
  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Notes that one question of a bundle is answered. */
  void answered() {
    own.answered();
  }

  /** Notes that all of a bundle are answered, and how long that took. */
  void leaveAfter(int bundle, long micros) {
    lock.lock();
    try {
      pace.finished(bundle, micros);
      size.finished(bundle, micros);
      leave();
    } finally {
      lock.unlock();
    }
  }

  /** The same for a bundle of which some could not be loaded. */
  void leaveFailed(int bundle, long micros) {
    lock.lock();
    try {
      pace.finished(bundle, micros);
      size.failed();
      leave();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that nothing of a bundle had to be loaded. */
  void leave() {
    lock.lock();
    try {
      inside--;
      own.end();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no bundle is on its way. */
  void awaitEmpty() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (inside > 0) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
