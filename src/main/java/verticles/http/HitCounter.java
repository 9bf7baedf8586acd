package verticles.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Counts the answers of {@link HotReads} on one event loop. Only that loop writes, so a volatile
 * store without a locked addition is enough.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one writer
final class HitCounter {
  private volatile long hits;
  private volatile long hitNanos;
  private volatile long unchanged;
  private volatile long unchangedNanos;
  private volatile long repeated;

  void hit(long nanos) {
    hits++;
    hitNanos += nanos;
  }

  void unchanged(long nanos) {
    unchanged++;
    unchangedNanos += nanos;
  }

  /** One of those was answered by its bytes. */
  void repeated() {
    repeated++;
  }

  HitCounter register(MeterRegistry meters, String loop) {
    timer(meters, loop, "200", counter -> counter.hits, counter -> counter.hitNanos);
    timer(meters, loop, "304", counter -> counter.unchanged, counter -> counter.unchangedNanos);
    FunctionCounter.builder("spinreserve.http.repeats", this, counter -> counter.repeated)
        .description("Of the hits, those answered without decoding the request")
        .tag("loop", loop)
        .register(meters);
    return this;
  }

  private void timer(
      MeterRegistry meters,
      String loop,
      String status,
      ToLongFunction<HitCounter> count,
      ToDoubleFunction<HitCounter> nanos) {
    FunctionTimer.builder("spinreserve.http.hits", this, count, nanos, TimeUnit.NANOSECONDS)
        .description("Dataset requests answered from memory before any routing")
        .tag("status", status)
        .tag("loop", loop)
        .register(meters);
  }
}
