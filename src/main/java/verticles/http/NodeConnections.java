package verticles.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import verticles.limit.TrustedProxies;

/** What the event loops of a node must agree on about its connections. */
final class NodeConnections {
  /**
   * This part of the cap, a tenth, is kept free where connections that sent no request can make
   * room.
   */
  private static final int RESERVE = 10;

  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final AddressCounts byAddress;
  private final TrustedProxies proxies;
  private final LongAdder full = new LongAdder();
  private final LongAdder tooManyOfAddress = new LongAdder();
  private final LongAdder madeRoom = new LongAdder();
  private final LongAdder overdue = new LongAdder();
  private final LongAdder endedStreams = new LongAdder();

  NodeConnections(HttpConfig config, TrustedProxies proxies, MeterRegistry meters) {
    this.most = config.maxConnections();
    this.byAddress = new AddressCounts(config.maxConnectionsPerAddress());
    this.proxies = proxies;
    Gauge.builder("spinreserve.http.connections", open, AtomicInteger::get)
        .description("Open connections")
        .register(meters);
    counter(meters, "full", full);
    counter(meters, "address", tooManyOfAddress);
    counter(meters, "made-room", madeRoom);
    counter(meters, "overdue", overdue);
    FunctionCounter.builder(
            "spinreserve.http.connections.streams.reset", endedStreams, LongAdder::doubleValue)
        .description("Streams of HTTP/2 that were reset because nobody read them")
        .register(meters);
  }

  private static void counter(MeterRegistry meters, String reason, LongAdder adder) {
    FunctionCounter.builder("spinreserve.http.connections.closed", adder, LongAdder::doubleValue)
        .description("Connections that were closed because of a limit or a deadline")
        .tag("reason", reason)
        .register(meters);
  }

  TrustedProxies proxies() {
    return proxies;
  }

  /** Counts a connection; false when its address has as many as it may. */
  boolean enter(String address, boolean proxied) {
    if (!proxied && !byAddress.enter(address)) {
      tooManyOfAddress.increment();
      return false;
    }
    open.incrementAndGet();
    return true;
  }

  void leave(String address, boolean proxied) {
    open.decrementAndGet();
    if (!proxied) {
      byAddress.leave(address);
    }
  }

  boolean isNearlyFull() {
    return open.get() > most - most / RESERVE;
  }

  boolean isTooFull() {
    return open.get() > most;
  }

  void refused() {
    full.increment();
  }

  void madeRoom() {
    madeRoom.increment();
  }

  void overdue(int count) {
    overdue.add(count);
  }

  void endedStreams(int count) {
    endedStreams.add(count);
  }
}
