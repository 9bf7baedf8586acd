package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** The event streams of one event loop. */
final class StreamHub {
  private static final long HEARTBEAT_MILLIS = 15_000;
  private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("Last-Event-ID");
  private static final CharSequence BUFFERING = HttpHeaders.createOptimized("X-Accel-Buffering");

  private final PriceFeed feed;
  private final StreamCounter counter;
  private final Set<StreamClient> clients = new HashSet<>();
  private final Consumer<Frame> listener;
  private boolean closing;

  StreamHub(Context loop, PriceFeed feed, StreamCounter counter) {
    this.feed = feed;
    this.counter = counter;
    this.listener = frame -> loop.runOnContext(told -> publish(frame));
    feed.listen(listener);
  }

  private void publish(Frame frame) {
    for (StreamClient client : clients) {
      client.send(frame);
    }
  }

  /** {@code streamLatestPrices}. */
  void stream(Exchange exchange) {
    if (closing || !counter.enter()) {
      throw FailureException.of(
          Failure.UNAVAILABLE, "This node has as many open streams as it may; try again.");
    }
    exchange.whenDone(counter::leave);
    HttpServerResponse response = exchange.begin(200, Timing.total(exchange.elapsedNanos()));
    if (response == null) {
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, Names.EVENTS)
        .putHeader(HttpHeaders.CACHE_CONTROL, Names.NO_STORE)
        .putHeader(BUFFERING, Names.value("no"));
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    response.setChunked(true);
    open(exchange, response);
  }

  private void open(Exchange exchange, HttpServerResponse response) {
    long expires = exchange.token().expiresAt().toEpochMilli();
    StreamClient client = new StreamClient(response, expires, counter.conflated());
    clients.add(client);
    exchange.whenDone(() -> clients.remove(client));
    client.write(
        Buffer.buffer("retry: " + ThreadLocalRandom.current().nextInt(1000, 4000) + "\n\n"));
    missed(exchange).forEach(client::send);
  }

  private List<Frame> missed(Exchange exchange) {
    String last = exchange.request().headers().get(LAST_EVENT_ID);
    return feed.after(last == null ? -1 : Long.parseLong(last));
  }

  /** Called about once a second. */
  void tend() {
    long now = System.currentTimeMillis();
    List.copyOf(clients).forEach(client -> client.tend(now, HEARTBEAT_MILLIS));
  }

  /** Ends every stream; the clients come back, spread over some seconds, to another node. */
  void close() {
    closing = true;
    feed.forget(listener);
    List.copyOf(clients)
        .forEach(
            client ->
                client.end(
                    Buffer.buffer(
                        "retry: " + ThreadLocalRandom.current().nextInt(500, 8000) + "\n\n")));
  }
}
