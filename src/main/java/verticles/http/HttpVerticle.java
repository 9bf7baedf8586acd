package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves HTTP on one event loop; deployed once for each, all sharing one {@link HttpFront}. */
public final class HttpVerticle extends VerticleBase {
  private static final long TEND_MILLIS = 500;

  private final HttpFront front;
  private @Nullable Loop loop;
  private @Nullable HttpServer server;

  /** A verticle of that face. */
  public HttpVerticle(HttpFront front) {
    this.front = front;
  }

  @Override
  public Future<?> start() {
    Loop requests = new Loop(vertx, context, front);
    HttpServerOptions options = ServerOptions.of(front.config());
    front.certificate().ifPresent(live -> SecureOptions.secure(options, live.current()));
    HttpServer http =
        vertx
            .createHttpServer(options)
            .connectionHandler(requests.connections()::opened)
            .invalidRequestHandler(requests::refuse)
            .requestHandler(requests::handle);
    front.join(requests);
    loop = requests;
    server = http;
    front
        .certificate()
        .ifPresent(
            live ->
                live.onChange(
                    fresh -> http.updateSSLOptions(SecureOptions.renewed(options, fresh))));
    vertx.setPeriodic(TEND_MILLIS, tick -> requests.tend());
    return http.listen().onSuccess(listening -> front.listening(listening.actualPort()));
  }

  @Override
  public Future<?> stop() {
    if (loop == null || server == null) {
      return Future.succeededFuture();
    }
    loop.close();
    return server.shutdown(front.drainTime().toMillis(), TimeUnit.MILLISECONDS);
  }
}
