package verticles.tasks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What a worker counts, for Prometheus and for the statistics by type. */
final class TaskMeters {
  private record Run(String type, String outcome) {}

  private final MeterRegistry registry;
  private final Map<String, Timer> waits = new ConcurrentHashMap<>();
  private final Map<Run, Timer> runs = new ConcurrentHashMap<>();
  private final TypeTimes times;
  private final Counter stale;
  private final Counter rescued;
  private final Counter quarantined;

  TaskMeters(MeterRegistry registry, TypeTimes times) {
    this.registry = registry;
    this.times = times;
    this.stale = registry.counter("spinreserve.tasks.stale");
    this.rescued = registry.counter("spinreserve.tasks.rescued");
    this.quarantined = registry.counter("spinreserve.tasks.quarantined");
  }

  /** A task of that type waited so long between the time it could run and its claim. */
  void waited(String type, long millis) {
    times.waited(type, millis);
    waits
        .computeIfAbsent(
            type,
            one -> Timer.builder("spinreserve.tasks.wait").tag("type", one).register(registry))
        .record(millis, TimeUnit.MILLISECONDS);
  }

  void ran(String type, String outcome, Duration time) {
    times.ran(type, outcome, time.toMillis());
    runs.computeIfAbsent(
            new Run(type, outcome),
            one ->
                Timer.builder("spinreserve.tasks.run")
                    .tag("type", one.type())
                    .tag("outcome", one.outcome())
                    .register(registry))
        .record(time);
  }

  /** What a worker wanted to write after it had lost its lease. */
  void stale(long writes) {
    stale.increment(writes);
  }

  void rescued(TaskQueue.Rescued found) {
    rescued.increment(found.tasks());
    quarantined.increment(found.quarantined());
  }
}
