package verticles.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts the open streams of a node, and what slow readers did not get. */
final class StreamCounter {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder opened = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder conflated = new LongAdder();

  StreamCounter(int most, MeterRegistry meters) {
    this.most = most;
    Gauge.builder("spinreserve.http.streams", open, AtomicInteger::get)
        .description("Open event streams")
        .register(meters);
    counter(meters, "opened", "Event streams opened", opened);
    counter(meters, "refused", "Event streams refused because too many were open", refused);
    counter(meters, "conflated", "Events a slow reader did not get, for newer ones", conflated);
  }

  private static void counter(
      MeterRegistry meters, String name, String description, LongAdder adder) {
    FunctionCounter.builder("spinreserve.http.streams." + name, adder, LongAdder::doubleValue)
        .description(description)
        .register(meters);
  }

  /** Whether one more may be open; it must {@link #leave} again then. */
  boolean enter() {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      refused.increment();
      return false;
    }
    opened.increment();
    return true;
  }

  void leave() {
    open.decrementAndGet();
  }

  LongAdder conflated() {
    return conflated;
  }
}
