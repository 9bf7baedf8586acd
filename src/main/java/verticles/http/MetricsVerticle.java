package verticles.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/**
 * Serves {@code /metrics} for Prometheus, and {@code /health}, on a port of its own that need not
 * be open to users.
 */
public final class MetricsVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 90;
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpConfig config;
  private final HttpFront front;
  private final PrometheusMeterRegistry registry;

  /** Deployed after the {@link HttpVerticle}s, whose port its own may follow. */
  public MetricsVerticle(HttpConfig config, HttpFront front, PrometheusMeterRegistry registry) {
    this.config = config;
    this.front = front;
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(
            ServerOptions.base(config.host(), config.metricsListensOn())
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS))
        .requestHandler(this::answer)
        .listen()
        .onSuccess(server -> front.metricsListening(server.actualPort()));
  }

  private void answer(HttpServerRequest request) {
    boolean read =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    String path = String.valueOf(request.path());
    if (read && path.equals("/metrics")) {
      vertx
          .executeBlocking(() -> registry.scrape(TEXT), false)
          .onSuccess(text -> send(request, 200, TEXT, text))
          .onFailure(thrown -> send(request, 500, "text/plain", "the registry failed\n"));
    } else if (read && path.equals("/health")) {
      String document = new String(Json.bytes(front.health().document()), UTF_8);
      send(request, front.health().ready() ? 200 : 503, "application/json", document);
    } else {
      send(request, 404, "text/plain; charset=utf-8", "Here are /metrics and /health.\n");
    }
  }

  private static void send(HttpServerRequest request, int status, String type, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, Names.NO_STORE)
        .end(text);
  }
}
