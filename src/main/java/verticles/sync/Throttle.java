package verticles.sync;

import java.time.Duration;

/** Spaces the requests to one upstream. Safe for several threads. */
final class Throttle {
  private final long gapNanos;
  private long nextNanos;

  /** Lets so many pass in a second, evenly. */
  Throttle(double perSecond, long nowNanos) {
    this.gapNanos = (long) (1e9 / perSecond);
    this.nextNanos = nowNanos;
  }

  /** Takes the next place; answers how long to wait for it. */
  synchronized Duration reserve(long nowNanos) {
    long at = Math.max(nowNanos, nextNanos);
    nextNanos = at + gapNanos;
    return Duration.ofNanos(at - nowNanos);
  }

  /** Lets nobody pass for so long. */
  synchronized void pause(Duration time, long nowNanos) {
    nextNanos = Math.max(nextNanos, nowNanos + time.toNanos());
  }

  /** Waits for the next place. */
  void await() throws InterruptedException {
    Thread.sleep(reserve(System.nanoTime()));
  }
}
