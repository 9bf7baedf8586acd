package verticles.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of one event loop and their deadlines. A client that has sent no whole header in
 * time, or nothing for long, is closed: Vert.x' own idle timeout starts anew with each dripped byte
 * of a body and would end event streams.
 */
final class Connections {
  private static final class Tracked {
    final HttpConnection connection;
    long sinceMillis;
    boolean served;
    int running;

    Tracked(HttpConnection connection, long nowMillis) {
      this.connection = connection;
      this.sinceMillis = nowMillis;
    }
  }

  private final IdentityHashMap<HttpConnection, Tracked> open = new IdentityHashMap<>();
  private final AtomicInteger openOfNode;
  private final int mostOfNode;
  private final long headerMillis;
  private final long idleMillis;

  Connections(HttpConfig config, AtomicInteger openOfNode) {
    this.openOfNode = openOfNode;
    this.mostOfNode = config.maxConnections();
    this.headerMillis = config.headerTimeout().toMillis();
    this.idleMillis = config.idleTimeout().toMillis();
  }

  void opened(HttpConnection connection) {
    if (openOfNode.incrementAndGet() > mostOfNode) {
      openOfNode.decrementAndGet();
      connection.close();
      return;
    }
    open.put(connection, new Tracked(connection, System.currentTimeMillis()));
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
      tracked.sinceMillis = nowMillis;
      tracked.served = true;
    }
  }

  void began(HttpServerRequest request) {
    Tracked tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.running++;
      tracked.served = true;
    }
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
