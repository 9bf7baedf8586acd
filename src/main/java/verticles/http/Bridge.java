package verticles.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.notify.NotifyConfig;
import verticles.notify.StreamEnd;
import verticles.notify.StreamToken;
import verticles.security.Tokens;

/**
 * The event-bus bridge of one event loop, for the public JavaScript client. Of SockJS it speaks the
 * WebSocket only: with the other transports, who knows the id in an address is who opened it.
 */
final class Bridge {
  private static final String EXCHANGE = "exchange";
  private static final int MOST_ADDRESSES = 20;
  private static final int LONGEST_ADDRESS = 300;
  private static final long PING_MILLIS = 60_000;
  private static final long REPLY_MILLIS = 5_000;

  private final Tokens tokens;
  private final NotifyConfig config;
  private final BridgeAddresses addresses;
  private final StreamCounter counter;
  private final InstantSource clock = InstantSource.system();
  private final Map<SockJSSocket, BridgeSocket> sockets = new HashMap<>();
  private final Router router;
  private @Nullable Exchange opening;
  private boolean closing;

  Bridge(Vertx vertx, HttpServices services, BridgeAddresses addresses, StreamCounter counter) {
    this.tokens = services.tokens();
    this.config = services.notices().settings();
    this.addresses = addresses;
    this.counter = counter;
    this.router = Router.router(vertx);
    router.route().handler(this::identify);
    router
        .route("/eventbus/*")
        .subRouter(SockJSHandler.create(vertx, transports()).bridge(permitted(), this::pass));
  }

  private static SockJSHandlerOptions transports() {
    SockJSHandlerOptions options =
        new SockJSHandlerOptions()
            .setLibraryURL("none")
            .setInsertJSESSIONID(false)
            .setRegisterWriteHandler(false)
            .setHeartbeatInterval(20_000);
    List.of("XHR", "JSON_P", "EVENT_SOURCE", "HTML_FILE").forEach(options::addDisabledTransport);
    return options;
  }

  /** The first fence; {@link BridgeRules} is the second, which knows who asks. */
  private static SockJSBridgeOptions permitted() {
    SockJSBridgeOptions options =
        new SockJSBridgeOptions()
            .setMaxHandlersPerSocket(MOST_ADDRESSES)
            .setMaxAddressLength(LONGEST_ADDRESS)
            .setPingTimeout(PING_MILLIS)
            .setReplyTimeout(REPLY_MILLIS);
    BridgeRules.REQUESTS.forEach(
        address -> options.addInboundPermitted(new PermittedOptions().setAddress(address)));
    return options.addOutboundPermitted(
        new PermittedOptions().setAddressRegex("notify\\.(user|organisation|role)\\..+"));
  }

  /** {@code bridgeInfo}: what a SockJS client asks before it connects. */
  void info(Exchange exchange) {
    exchange.send(
        200,
        Names.JSON,
        new JsonObject()
            .put("websocket", true)
            .put("origins", new JsonArray().add("*:*"))
            .put("cookie_needed", false)
            .put("entropy", ThreadLocalRandom.current().nextInt() & 0xffffffffL)
            .toBuffer());
  }

  /** {@code openBridge}. */
  void open(Exchange exchange) {
    if (!Upgrades.isUpgrade(exchange.request())) {
      throw FailureException.of(
          Failure.BAD_REQUEST, "This is a WebSocket: send 'Upgrade: websocket'.");
    }
    if (closing) {
      throw FailureException.of(Failure.UNAVAILABLE, "This node is stopping; try again.");
    }
    counter.count(exchange);
    HttpServerRequest request = exchange.handOver();
    opening = exchange;
    try {
      router.handle(request);
    } finally {
      opening = null;
    }
  }

  /** The router runs at once, on this thread, within {@link #open}. */
  private void identify(RoutingContext context) {
    if (opening != null) {
      context.put(EXCHANGE, opening);
      context.next();
    }
  }

  private void pass(BridgeEvent event) {
    switch (event.type()) {
      case SOCKET_CREATED -> event.complete(created(event.socket()));
      case SOCKET_CLOSED -> {
        closed(event.socket());
        event.complete(true);
      }
      default -> {
        BridgeSocket socket = sockets.get(event.socket());
        JsonObject message =
            event.getRawMessage() == null ? new JsonObject() : event.getRawMessage();
        boolean allowed = socket != null && socket.allows(event.type(), message);
        if (allowed && event.getRawMessage() != null) {
          event.setRawMessage(message);
        }
        event.complete(allowed);
      }
    }
  }

  private boolean created(SockJSSocket socket) {
    Exchange exchange = socket.routingContext().get(EXCHANGE);
    if (exchange == null || closing) {
      return false;
    }
    StreamToken token =
        new StreamToken(exchange.token(), TicketCheck.bearer(exchange), tokens::verify);
    sockets.put(socket, new BridgeSocket(socket, token, config.messagesPerSecond(), clock));
    addresses.entered();
    return true;
  }

  private void closed(SockJSSocket socket) {
    if (sockets.remove(socket) != null) {
      addresses.left();
    }
    Exchange exchange = socket.routingContext().get(EXCHANGE);
    if (exchange != null) {
      exchange.over();
    }
  }

  /** Called about once a second. */
  void tend() {
    List.copyOf(sockets.values()).forEach(socket -> socket.tend(config.slowPatience()));
  }

  void close() {
    closing = true;
    List.copyOf(sockets.values()).forEach(socket -> socket.close(StreamEnd.LEAVING));
  }
}
