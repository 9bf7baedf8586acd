package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import verticles.bus.Bus;
import verticles.market.MarketMessage;

/**
 * The live prices of this node, heard once and written once for all its streams. Keeps the last 60
 * events for clients that come back. An event's id is the time of its newest tick in milliseconds,
 * so that it means the same on every node.
 */
final class PriceFeed {
  private static final int KEPT = 60;

  private final Deque<Frame> ring = new ArrayDeque<>();
  private final List<Consumer<Frame>> listeners = new CopyOnWriteArrayList<>();

  Future<Void> hear(Bus bus) {
    return bus.<MarketMessage.Ticks>hear(MarketMessage.TICKS, this::accept);
  }

  /** Each event loop listens once; it is told on another thread. */
  void listen(Consumer<Frame> listener) {
    listeners.add(listener);
  }

  void forget(Consumer<Frame> listener) {
    listeners.remove(listener);
  }

  void accept(MarketMessage.Ticks ticks) {
    if (!ticks.ticks().isEmpty()) {
      Frame frame = keep(ticks);
      listeners.forEach(listener -> listener.accept(frame));
    }
  }

  private synchronized Frame keep(MarketMessage.Ticks ticks) {
    long newest =
        ticks.ticks().stream().mapToLong(tick -> tick.at().toEpochMilli()).max().orElse(0);
    long id = ring.isEmpty() ? newest : Math.max(newest, ring.getLast().id() + 1);
    Frame frame = new Frame(id, event(id, ticks));
    ring.addLast(frame);
    if (ring.size() > KEPT) {
      ring.removeFirst();
    }
    return frame;
  }

  private static Buffer event(long id, MarketMessage.Ticks ticks) {
    String data = new String(Json.bytes(Map.of("ticks", ticks.ticks())), StandardCharsets.UTF_8);
    return Buffer.buffer("id: " + id + "\nevent: ticks\ndata: " + data + "\n\n");
  }

  /** The kept events after that id; only the newest for a client that has none. */
  synchronized List<Frame> after(long lastEventId) {
    if (lastEventId < 0) {
      return ring.isEmpty() ? List.of() : List.of(ring.getLast());
    }
    return ring.stream().filter(frame -> frame.id() > lastEventId).toList();
  }
}
