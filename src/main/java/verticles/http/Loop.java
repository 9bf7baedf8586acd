package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** What one event loop does with its requests: the short cut, else the routes, else not yet. */
final class Loop {
  private final Vertx vertx;
  private final Context context;
  private final HttpFront front;
  private final Connections connections;
  private final Repeats repeats = new Repeats();
  private final RequestIds ids = new RequestIds();
  private final HitCounter hits;
  private final HealthOperations health;
  private @Nullable HotReads hot;
  private @Nullable LoopStreams streams;
  private @Nullable Handler<HttpServerRequest> router;

  Loop(Vertx vertx, Context context, HttpFront front) {
    this.vertx = vertx;
    this.context = context;
    this.front = front;
    this.connections = new Connections(front.config(), front.connections(), repeats);
    this.hits = new HitCounter().register(front.meters(), Thread.currentThread().getName());
    this.health = new HealthOperations(front.health());
  }

  Connections connections() {
    return connections;
  }

  void handle(HttpServerRequest request) {
    HotReads quick = hot;
    if (quick != null && quick.answer(request)) {
      return;
    }
    if (connections.isClosing(request)) {
      return;
    }
    Handler<HttpServerRequest> routes = router;
    if (routes == null) {
      notYet(begin(request));
      return;
    }
    if (isMisaddressed(request)) {
      refuse(request);
      return;
    }
    routes.handle(request);
  }

  /** CONNECT, an asterisk, or a host that is none: nothing of it is a path of this server. */
  private static boolean isMisaddressed(HttpServerRequest request) {
    return request.authority() == null || !String.valueOf(request.path()).startsWith("/");
  }

  /** Serves everything from now on; fails when the contract and the operations do not agree. */
  Future<Void> open(Surface surface) {
    Promise<Void> opened = Promise.promise();
    context.runOnContext(
        here -> {
          try {
            mount(surface);
            opened.complete();
          } catch (RuntimeException disagreement) {
            opened.fail(disagreement);
          }
        });
    return opened.future();
  }

  private void mount(Surface surface) {
    RateLimits limits = new RateLimits(surface.services.limiter(), front.proxies());
    connections.limitBy(limits);
    HotReads quick = new HotReads(surface.services.cache(), connections, limits, ids, hits);
    LoopStreams hub = surface.streams(vertx, context, front.streams());
    Routes routes = surface.routes(vertx, front.config(), limits, quick, hub);
    router = routes.mount(vertx, surface.loaded, this::begin);
    hot = quick;
    streams = hub;
  }

  private void notYet(Exchange exchange) {
    if (!health.answer(exchange)) {
      exchange.fail(
          FailureException.of(Failure.UNAVAILABLE, "The node is starting; try again in a moment."));
    }
  }

  private Exchange begin(HttpServerRequest request) {
    return new Exchange(vertx, request, connections, ids.next(), front.requests());
  }

  /** A request that is no HTTP, or whose line or header is too long. */
  void refuse(HttpServerRequest request) {
    Exchange exchange = begin(request);
    exchange.closeAfter();
    Problems.Problem problem = Malformed.problem(request.decoderResult().cause(), exchange.id());
    exchange.send(problem.status(), Names.PROBLEM, Json.buffer(problem));
  }

  /** Called about once a second. */
  void tend() {
    connections.sweep();
    repeats.sweep(System.currentTimeMillis());
    HotReads quick = hot;
    if (quick != null) {
      quick.sweep();
    }
    LoopStreams hub = streams;
    if (hub != null) {
      hub.tend();
    }
  }

  void close() {
    HotReads quick = hot;
    if (quick != null) {
      quick.close();
    }
    LoopStreams hub = streams;
    if (hub != null) {
      hub.close();
    }
  }
}
