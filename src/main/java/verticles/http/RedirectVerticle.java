package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Leads plain HTTP to https on {@code http.tls.redirect-port}; it serves nothing else. */
public final class RedirectVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 10;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

  private final HttpConfig config;
  private final HttpFront front;

  /** Deployed after the {@link HttpVerticle}s, to whose port it leads. */
  public RedirectVerticle(HttpConfig config, HttpFront front) {
    this.config = config;
    this.front = front;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(
            ServerOptions.base(config.host(), config.tls().redirectPort())
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS))
        .requestHandler(this::lead)
        .listen();
  }

  private void lead(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    HostAndPort asked = request.authority();
    String uri = request.uri();
    response.putHeader(HttpHeaders.CONNECTION, Names.CLOSE);
    if (asked == null || !HOST.matcher(asked.host()).matches() || !uri.startsWith("/")) {
      response.setStatusCode(400).end();
      return;
    }
    String port = front.port() == 443 ? "" : ":" + front.port();
    response
        .setStatusCode(308)
        .putHeader(HttpHeaders.LOCATION, "https://" + asked.host() + port + uri)
        .end();
  }
}
