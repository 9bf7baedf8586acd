package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.security.Tokens;
import verticles.security.VerifiedToken;

/** The event streams of one event loop. */
final class StreamHub {
  private static final long HEARTBEAT_MILLIS = 15_000;

  private final PriceFeed feed;
  private final StreamCounter counter;
  private final Tokens tokens;
  private final Set<StreamClient> clients = new HashSet<>();
  private final Consumer<Frame> listener;
  private boolean closing;

  StreamHub(Context loop, PriceFeed feed, StreamCounter counter, Tokens tokens) {
    this.tokens = tokens;
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
    if (closing) {
      throw FailureException.of(Failure.UNAVAILABLE, "This node is stopping; try again.");
    }
    counter.count(exchange);
    EventAnswer.begin(exchange).ifPresent(response -> open(exchange, response));
  }

  private void open(Exchange exchange, HttpServerResponse response) {
    VerifiedToken token = exchange.token();
    StreamClient client =
        new StreamClient(
            response,
            now -> now >= token.expiresAt().toEpochMilli() || tokens.isRevoked(token),
            counter.conflated());
    clients.add(client);
    exchange.whenDone(() -> clients.remove(client));
    client.write(Buffer.buffer(EventAnswer.retry(1000, 4000)));
    missed(exchange).forEach(client::send);
  }

  private List<Frame> missed(Exchange exchange) {
    String last = exchange.request().headers().get(EventAnswer.LAST_EVENT_ID);
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
    List.copyOf(clients).forEach(client -> client.end(Buffer.buffer(EventAnswer.retry(500, 8000))));
  }
}
