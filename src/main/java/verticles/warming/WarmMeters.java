package verticles.warming;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** Counts the warming of this node: runs by what was asked for and how they ended. */
final class WarmMeters {
  private final MeterRegistry registry;

  WarmMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A run is over; what was stopped or broke counts with what it had done. */
  void ended(WarmRequest.Mode mode, WarmRun.State outcome, Tally.Counts counts, Duration took) {
    String asked = word(mode);
    Timer.builder("cache.warming.runs")
        .description("runs that ended, and how long they took")
        .tag("mode", asked)
        .tag("outcome", word(outcome))
        .register(registry)
        .record(took);
    count(asked, "loaded", counts.loaded());
    count(asked, "skipped", counts.alreadyFresh());
    count(asked, "failed", counts.failed());
  }

  private void count(String mode, String result, int entries) {
    Counter.builder("cache.warming.entries")
        .description("questions of those runs; skipped: fresh already")
        .tag("mode", mode)
        .tag("result", result)
        .register(registry)
        .increment(entries);
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
