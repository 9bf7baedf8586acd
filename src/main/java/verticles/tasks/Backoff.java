package verticles.tasks;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a failed task is tried again: at random between nothing and a bound that
 * doubles with each failure ("full jitter", Brooker, AWS Architecture Blog 2015), so that what
 * failed together does not come back together.
 *
 * @param base the bound after the first failure
 * @param cap the bound never grows past it
 */
public record Backoff(Duration base, Duration cap) {
  private static final int MOST_DOUBLINGS = 30;

  /** Refuses a bound that could not grow. */
  public Backoff {
    if (base.isNegative() || base.isZero() || cap.compareTo(base) < 0) {
      throw new IllegalArgumentException("a base above 0 and a cap of at least the base");
    }
  }

  /**
   * The wait after that many failures, at least 1.
   *
   * @param random of [0, 1)
   */
  Duration after(int failures, DoubleSupplier random) {
    long bound = bound(failures).toMillis();
    return Duration.ofMillis((long) (random.getAsDouble() * (bound + 1)));
  }

  /** The longest wait after that many failures. */
  Duration bound(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
    double millis = Math.min(cap.toMillis(), base.toMillis() * Math.pow(2, doublings));
    return Duration.ofMillis((long) millis);
  }
}
