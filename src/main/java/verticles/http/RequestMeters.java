package verticles.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Times the answers that went through the routes, by operation and status. Streams are left out:
 * the hours they are open are no response time.
 */
final class RequestMeters {
  private record Key(String operation, int status) {}

  private final MeterRegistry meters;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  RequestMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void answered(String operation, int status, long nanos) {
    timers
        .computeIfAbsent(new Key(operation, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Key key) {
    return Timer.builder("spinreserve.http.requests")
        .description("Requests answered through the routes")
        .tag("operation", key.operation())
        .tag("status", Integer.toString(key.status()))
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofMillis(2500))
        .register(meters);
  }
}
