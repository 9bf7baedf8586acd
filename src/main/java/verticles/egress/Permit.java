package verticles.egress;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The leave of a breaker to ask its host once; it is settled once, whatever happens twice. */
final class Permit {
  private final CircuitBreaker breaker;
  private final long began = System.nanoTime();
  private final AtomicBoolean settled = new AtomicBoolean();

  Permit(CircuitBreaker breaker) {
    this.breaker = breaker;
  }

  void settle(Outcome outcome) {
    if (!settled.compareAndSet(false, true)) {
      return;
    }
    long nanos = System.nanoTime() - began;
    if (outcome.blamesServer()) {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, new CallException(outcome));
    } else if (outcome == Outcome.ANSWERED || outcome == Outcome.TOO_LARGE) {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    } else {
      // it says nothing about the host
      breaker.releasePermission();
    }
  }
}
