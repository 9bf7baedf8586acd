package verticles.egress;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** A breaker for each host: one that fails is left in peace, the others are asked as before. */
final class Breakers {
  /** The host is asked again after so long, first with a few requests. */
  static final Duration OPEN_FOR = Duration.ofSeconds(10);

  private static final long MOST_HOSTS = 1000;

  private final LoadingCache<String, CircuitBreaker> byHost;

  Breakers(InstantSource clock) {
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(20)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .permittedNumberOfCallsInHalfOpenState(2)
            .waitDurationInOpenState(OPEN_FOR)
            .clock(clock.withZone(ZoneOffset.UTC))
            .writableStackTraceEnabled(false)
            .build();
    // a wildcard lets a stranger name as many hosts as he likes
    this.byHost =
        Caffeine.newBuilder()
            .maximumSize(MOST_HOSTS)
            .build(host -> CircuitBreaker.of(host, config));
  }

  /**
   * Asks whether a request may go to that host.
   *
   * @throws CallException BREAKER_OPEN when it may not
   */
  Permit enter(Target target) {
    CircuitBreaker breaker = byHost.get(target.authority());
    if (!breaker.tryAcquirePermission()) {
      throw new CallException(Outcome.BREAKER_OPEN);
    }
    return new Permit(breaker);
  }

  /** The hosts that are not asked for now. */
  List<String> open() {
    return byHost.asMap().values().stream()
        .filter(breaker -> breaker.getState() == CircuitBreaker.State.OPEN)
        .map(CircuitBreaker::getName)
        .sorted()
        .toList();
  }
}
