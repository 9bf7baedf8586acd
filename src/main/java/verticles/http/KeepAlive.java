package verticles.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Whether a connection goes on after the answer to a request, and how it ends otherwise: it ends
 * when the rest of the request is not wanted, because that would be read as the next request.
 */
final class KeepAlive {
  private final HttpServerRequest request;
  private final Connections connections;
  private final Framing framing;
  private boolean closing;

  KeepAlive(HttpServerRequest request, Connections connections) {
    this.request = request;
    this.connections = connections;
    this.framing = Framing.of(request);
    this.closing = framing.chunked();
    connections.began(request);
    if (framing.hasBody() || Upgrades.isUpgrade(request)) {
      // a WebSocket can be opened only before the end of its request was seen
      request.pause();
    }
  }

  boolean hasBody() {
    return framing.hasBody();
  }

  /** The connection ends with the answer. */
  void refuse() {
    closing = true;
  }

  /** Decides, and tells the client by the head of the answer that is begun. */
  void decide(HttpServerResponse response) {
    if (framing.hasBody() && !request.isEnded()) {
      closing = true;
    } else if (!framing.hasBody() && Upgrades.isUpgrade(request)) {
      request.resume();
    }
    if (closing && !framing.multiplexed()) {
      response.headers().set(HttpHeaders.CONNECTION, Names.CLOSE);
      connections.closing(request);
    }
  }

  /** An answer of that length is about to be written. */
  void answering(int length) {
    connections.answering(request, length);
  }

  /** Whether the connection ends with the answer. */
  boolean ends() {
    return closing;
  }

  /** Ends it: the answer was written, or could not be. */
  void end(Vertx vertx) {
    Farewell.of(vertx, request, framing.hasBody());
  }

  /** Nothing more comes of this request. */
  void over() {
    connections.ended(request);
  }
}
