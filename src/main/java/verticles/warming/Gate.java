package verticles.warming;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets loads pass at the {@link Pace} that live requests leave. Safe for several threads. */
final class Gate {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Pace pace;
  private final LiveLoads live;
  private final AtomicInteger own;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int inside;

  /**
   * A gate.
   *
   * @param own counts the loads of all gates of this node
   */
  Gate(Pace pace, LiveLoads live, AtomicInteger own) {
    this.pace = pace;
    this.live = live;
    this.own = own;
  }

  /** Waits until one more load may be on its way. */
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (inside >= pace.allowed(live.others(own.get()), millis())) {
        // nobody tells when live loads are over, so it looks again by itself
        changed.awaitNanos(LOOK_AGAIN_NANOS);
      }
      inside++;
      own.incrementAndGet();
    } finally {
      lock.unlock();
    }
  }

  /** A clock that nobody sets. */
  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Notes that a load is over, and how long it took. */
  void leaveAfter(long micros) {
    lock.lock();
    try {
      pace.finished(micros);
      leave();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that nothing had to be loaded. */
  void leave() {
    lock.lock();
    try {
      inside--;
      own.decrementAndGet();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no load is on its way. */
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
