package verticles.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/** Ends a connection, or its one stream, after an answer to a request whose rest is not wanted. */
final class Farewell {
  /** How long a client may go on sending a body nobody reads before its connection is cut. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** HTTP/2's code for a stream whose rest is not wanted (RFC 9113, section 8.1). */
  private static final long NO_ERROR = 0;

  private Farewell() {}

  static void of(Vertx vertx, HttpServerRequest request, boolean hasBody) {
    if (request.version() != HttpVersion.HTTP_2) {
      linger(vertx, request, hasBody);
    } else if (!request.isEnded()) {
      // the other requests of this connection go on
      request.response().reset(NO_ERROR);
    }
  }

  /** Closing at once would reset the connection and could take the answer with it. */
  private static void linger(Vertx vertx, HttpServerRequest request, boolean hasBody) {
    if (request.isEnded() || !hasBody) {
      request.connection().close();
      return;
    }
    long cut = vertx.setTimer(LINGER.toMillis(), late -> request.connection().close());
    request.exceptionHandler(gone -> vertx.cancelTimer(cut));
    request.endHandler(
        ended -> {
          vertx.cancelTimer(cut);
          request.connection().close();
        });
    request.handler(dropped -> {});
    request.resume();
  }
}
