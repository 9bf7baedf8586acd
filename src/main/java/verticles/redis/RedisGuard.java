package verticles.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides whether commands go to Redis. Failed commands close the way; only answered pings open it
 * again, so a server that comes back is not met by everybody at once.
 */
final class RedisGuard {
  private static final int UNANSWERED_PINGS = 2;

  private final AtomicInteger unanswered = new AtomicInteger();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "redis",
          CircuitBreakerConfig.custom()
              .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
              .slidingWindowSize(20)
              .minimumNumberOfCalls(5)
              .failureRateThreshold(50)
              .permittedNumberOfCallsInHalfOpenState(2)
              // pings open the way, never the clock
              .waitDurationInOpenState(Duration.ofDays(365))
              .writableStackTraceEnabled(false)
              .build());

  /** Whether a command may go. */
  boolean lets() {
    return breaker.tryAcquirePermission();
  }

  /** A command was answered. */
  void answered(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * A command failed.
   *
   * @return true when this closed the way
   */
  boolean failed(long nanos, Throwable thrown) {
    boolean open = isOpen();
    breaker.onError(nanos, TimeUnit.NANOSECONDS, thrown);
    return !open && isOpen();
  }

  /** A ping was answered: a closed way is tried with a few calls, which this ping begins. */
  void pinged() {
    unanswered.set(0);
    if (isOpen()) {
      breaker.transitionToHalfOpenState();
    }
    if (breaker.tryAcquirePermission()) {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * A ping failed.
   *
   * @param certain whether the server is surely not there; a late answer needs a second one
   * @return true when this closed the way
   */
  boolean notPinged(boolean certain) {
    boolean enough = unanswered.incrementAndGet() >= UNANSWERED_PINGS || certain;
    if (enough && !isOpen()) {
      breaker.transitionToOpenState();
      return true;
    }
    return false;
  }

  CircuitBreaker.State state() {
    return breaker.getState();
  }

  private boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }
}
