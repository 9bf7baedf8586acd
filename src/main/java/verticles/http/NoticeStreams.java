package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.notify.NotifyVerticle;
import verticles.notify.StreamToken;
import verticles.notify.Subscriber;
import verticles.notify.SubscriberGroup;
import verticles.notify.Topic;
import verticles.notify.Wire;
import verticles.security.Tokens;

/** The streams of notifications of one event loop: events, WebSockets, and the newest as a list. */
final class NoticeStreams {
  private static final int NEWEST = 50;
  private static final int QUEUE_BYTES = 16 * 1024;

  private final Vertx vertx;
  private final NotifyVerticle notify;
  private final Tokens tokens;
  private final StreamCounter counter;
  private final InstantSource clock = InstantSource.system();
  private final SubscriberGroup group;
  private boolean closing;

  /** Made on the event loop whose streams it opens. */
  NoticeStreams(Vertx vertx, Context loop, HttpServices services, StreamCounter counter) {
    this.vertx = vertx;
    this.notify = services.notices();
    this.tokens = services.tokens();
    this.counter = counter;
    this.group = notify.group(clock, action -> loop.runOnContext(here -> action.run()));
  }

  /** {@code recentNotifications}. */
  void recent(Exchange exchange) {
    Map<String, List<String>> query = Reads.parameters(exchange.request());
    int most = (int) number(query.get("limit")).orElse(NEWEST);
    long seq = notify.notifications().head();
    notify
        .notifications()
        .newest(exchange.caller(), topics(query), most)
        .onSuccess(
            frames -> {
              JsonArray items = new JsonArray();
              frames.forEach(frame -> items.add(new JsonObject(frame.json())));
              long newest = frames.isEmpty() ? seq : Math.max(seq, frames.getFirst().seq());
              exchange.send(
                  200,
                  Names.JSON,
                  new JsonObject().put("seq", newest).put("items", items).toBuffer());
            })
        .onFailure(exchange::fail);
  }

  /** {@code streamNotifications}. */
  void events(Exchange exchange) {
    open(exchange);
    EventAnswer.begin(exchange).ifPresent(response -> tell(exchange, response));
  }

  private void tell(Exchange exchange, HttpServerResponse response) {
    response.setWriteQueueMaxSize(QUEUE_BYTES);
    response.write(EventAnswer.retry(1000, 4000));
    Subscriber subscriber = join(exchange, new EventWire(exchange.request()));
    response.drainHandler(drained -> subscriber.drain());
    exchange.whenDone(subscriber::gone);
  }

  /** {@code openSocket}. */
  void socket(Exchange exchange) {
    Upgrades.check(exchange);
    open(exchange);
    Upgrades.open(exchange).onSuccess(socket -> serve(exchange, socket));
  }

  private void serve(Exchange exchange, ServerWebSocket socket) {
    socket.setWriteQueueMaxSize(QUEUE_BYTES);
    Subscriber subscriber =
        join(exchange, new SocketWire(vertx, socket, exchange.request().connection()));
    SocketMessages messages =
        new SocketMessages(subscriber, notify.settings().messagesPerSecond(), clock);
    socket.textMessageHandler(messages::text);
    socket.binaryMessageHandler(binary -> messages.binary());
    socket.drainHandler(drained -> subscriber.drain());
    exchange.whenDone(subscriber::gone);
  }

  private void open(Exchange exchange) {
    if (closing) {
      throw FailureException.of(Failure.UNAVAILABLE, "This node is stopping; try again.");
    }
    counter.count(exchange);
  }

  private Subscriber join(Exchange exchange, Wire wire) {
    Map<String, List<String>> query = Reads.parameters(exchange.request());
    String last = exchange.request().headers().get(EventAnswer.LAST_EVENT_ID);
    OptionalLong lastSeq = number(last == null ? query.get("lastSeq") : List.of(last));
    StreamToken token =
        new StreamToken(exchange.token(), TicketCheck.bearer(exchange), tokens::verify);
    return group.join(token, topics(query), lastSeq, wire);
  }

  private static OptionalLong number(@Nullable List<String> values) {
    return values == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(values.getFirst()));
  }

  private static Set<Topic> topics(Map<String, List<String>> query) {
    List<String> named = query.get("topics");
    if (named == null) {
      return EnumSet.allOf(Topic.class);
    }
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    Arrays.stream(named.getFirst().split(",", -1))
        .forEach(label -> topics.add(Topic.of(label).orElseThrow()));
    return topics;
  }

  /** Called about once a second. */
  void tend() {
    group.tend();
  }

  /** Ends every stream. */
  void close() {
    closing = true;
    group.close();
  }
}
