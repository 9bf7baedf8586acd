package verticles.warming;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets loads pass at the {@link Pace} that live requests leave. Safe for several threads. */
final class Gate {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Pace pace;
  private final LiveLoads live;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int inside;

  Gate(Pace pace, LiveLoads live, InstantSource clock) {
    this.pace = pace;
    this.live = live;
    this.clock = clock;
  }

  /** Waits until one more load may be on its way. */
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (inside >= pace.allowed(live.waiting(), clock.millis())) {
        // nobody tells when live loads are over, so it looks again by itself
        changed.awaitNanos(LOOK_AGAIN_NANOS);
      }
      inside++;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a load is over. */
  void leave(long micros) {
    lock.lock();
    try {
      inside--;
      pace.finished(micros);
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
