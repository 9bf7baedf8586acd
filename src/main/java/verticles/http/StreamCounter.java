package verticles.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;

/** Counts the open streams of a node, and what slow readers did not get. */
final class StreamCounter {
  private final int most;
  private final AddressCounts byUser;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder opened = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder conflated = new LongAdder();

  /**
   * None is open yet.
   *
   * @param most of the node
   * @param mostOfUser of one user; 0 for any number
   */
  StreamCounter(int most, int mostOfUser, MeterRegistry meters) {
    this.most = most;
    this.byUser = new AddressCounts(mostOfUser);
    Gauge.builder("spinreserve.http.streams", open, AtomicInteger::get)
        .description("Open event streams")
        .register(meters);
    counter(meters, "opened", "Event streams opened", opened);
    counter(
        meters,
        "refused",
        "Event streams refused because the node or the user had too many",
        refused);
    counter(meters, "conflated", "Events a slow reader did not get, for newer ones", conflated);
  }

  private static void counter(
      MeterRegistry meters, String name, String description, LongAdder adder) {
    FunctionCounter.builder("spinreserve.http.streams." + name, adder, LongAdder::doubleValue)
        .description(description)
        .register(meters);
  }

  /**
   * Counts the stream that answers that request, until it is over.
   *
   * @throws FailureException UNAVAILABLE or TOO_MANY when the node or the user has as many as may
   *     be
   */
  void count(Exchange exchange) {
    Caller caller = exchange.caller();
    enter(caller);
    exchange.whenDone(() -> leave(caller));
  }

  private void enter(Caller caller) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      refused.increment();
      throw FailureException.of(
          Failure.UNAVAILABLE, "This node has as many open streams as it may; try again.");
    }
    if (!byUser.enter(name(caller))) {
      open.decrementAndGet();
      refused.increment();
      throw FailureException.of(
          Failure.TOO_MANY,
          "You have as many open streams as one user may; close one of them first.");
    }
    opened.increment();
  }

  private void leave(Caller caller) {
    open.decrementAndGet();
    byUser.leave(name(caller));
  }

  private static String name(Caller caller) {
    return caller.organisation() + "/" + caller.user();
  }

  LongAdder conflated() {
    return conflated;
  }
}
