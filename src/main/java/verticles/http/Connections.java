package verticles.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of one event loop and their deadlines. A client that has sent no whole header in
 * time, or nothing for long, is closed: Vert.x' own idle timeout starts anew with each dripped byte
 * of a body and would end event streams.
 */
final class Connections {
  /** One connection. */
  static final class Tracked {
    final HttpConnection connection;
    private Optional<RepeatDecoder> decoder = Optional.empty();
    private long sinceMillis;
    private boolean served;
    private boolean closing;
    private int running;

    Tracked(HttpConnection connection, long nowMillis) {
      this.connection = connection;
      this.sinceMillis = nowMillis;
    }

    /** A request was answered at once. */
    void served(long nowMillis) {
      sinceMillis = nowMillis;
      served = true;
    }
  }

  private final IdentityHashMap<HttpConnection, Tracked> open = new IdentityHashMap<>();
  private final AtomicInteger openOfNode;
  private final int mostOfNode;
  private final long headerMillis;
  private final long idleMillis;
  private final HttpServerOptions options;
  private final Repeats repeats;

  Connections(HttpConfig config, AtomicInteger openOfNode, Repeats repeats) {
    this.openOfNode = openOfNode;
    this.mostOfNode = config.maxConnections();
    this.headerMillis = config.headerTimeout().toMillis();
    this.idleMillis = config.idleTimeout().toMillis();
    this.options = ServerOptions.of(config);
    this.repeats = repeats;
  }

  void opened(HttpConnection connection) {
    if (openOfNode.incrementAndGet() > mostOfNode) {
      openOfNode.decrementAndGet();
      connection.close();
      return;
    }
    Tracked tracked = new Tracked(connection, System.currentTimeMillis());
    tracked.decoder = VertxInside.install(connection, options, repeats, tracked::served);
    open.put(connection, tracked);
    connection.closeHandler(closed -> closed(connection));
  }

  private void closed(HttpConnection connection) {
    if (open.remove(connection) != null) {
      openOfNode.decrementAndGet();
    }
  }

  /** A request was answered at once. */
  void served(HttpServerRequest request, long nowMillis) {
    Tracked tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.served(nowMillis);
    }
  }

  /** A request was answered from that slot at once; its bytes may be answered again. */
  void learn(HttpServerRequest request, Memo.Slot slot, HotReads reads) {
    Tracked tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.decoder.ifPresent(decoder -> decoder.learn(request, slot, reads));
    }
  }

  void began(HttpServerRequest request) {
    Tracked tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.running++;
      tracked.served = true;
    }
  }

  /** The answer of that request says that the connection ends with it. */
  void closing(HttpServerRequest request) {
    Tracked tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.closing = true;
    }
  }

  /** Whether an earlier answer has said so; what comes after it is not to be run. */
  boolean isClosing(HttpServerRequest request) {
    Tracked tracked = open.get(request.connection());
    return tracked != null && tracked.closing;
  }

  void ended(HttpServerRequest request) {
    Tracked tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.running--;
      tracked.sinceMillis = System.currentTimeMillis();
    }
  }

  /** Closes what is overdue; called every second or more often. */
  void sweep() {
    long now = System.currentTimeMillis();
    List<Tracked> overdue =
        open.values().stream()
            .filter(tracked -> tracked.running == 0)
            .filter(
                tracked -> now - tracked.sinceMillis > (tracked.served ? idleMillis : headerMillis))
            .toList();
    overdue.forEach(tracked -> tracked.connection.close());
  }

  int size() {
    return open.size();
  }
}
