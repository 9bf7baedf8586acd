package verticles.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How an answer of server-sent events begins, and when its client comes again after its end. */
final class EventAnswer {
  static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("Last-Event-ID");

  private static final CharSequence BUFFERING = HttpHeaders.createOptimized("X-Accel-Buffering");

  private EventAnswer() {}

  /** The answer that events are written to; empty when it is over already, as for a HEAD. */
  static Optional<HttpServerResponse> begin(Exchange exchange) {
    HttpServerResponse response = exchange.begin(200, Timing.total(exchange.elapsedNanos()));
    if (response == null) {
      return Optional.empty();
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, Names.EVENTS)
        .putHeader(HttpHeaders.CACHE_CONTROL, Names.NO_STORE)
        .putHeader(BUFFERING, Names.value("no"));
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      response.end();
      return Optional.empty();
    }
    return Optional.of(response.setChunked(true));
  }

  /** Tells a client to come again after a time between those, each after another. */
  static String retry(int fromMillis, int toMillis) {
    return "retry: " + ThreadLocalRandom.current().nextInt(fromMillis, toMillis) + "\n\n";
  }
}
