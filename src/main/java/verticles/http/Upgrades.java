package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** What a request for a WebSocket must have. */
final class Upgrades {
  private Upgrades() {}

  /**
   * Lets a WebSocket handshake through.
   *
   * @throws FailureException BAD_REQUEST when it is none, or speaks no protocol of ours
   */
  static void check(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    if (!isUpgrade(request)) {
      throw FailureException.of(
          Failure.BAD_REQUEST, "This is a WebSocket: send 'Upgrade: websocket'.");
    }
    List<String> offered = TicketCheck.subprotocols(request);
    if (!offered.isEmpty() && !offered.contains(TicketCheck.SUBPROTOCOL)) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "The subprotocol is '%s'; offer it.".formatted(TicketCheck.SUBPROTOCOL));
    }
  }

  /** The connection becomes a WebSocket; the exchange is over when that is closed. */
  static Future<ServerWebSocket> open(Exchange exchange) {
    return exchange
        .handOver()
        .toWebSocket()
        .map(
            socket -> {
              socket.exceptionHandler(gone -> {});
              socket.closeHandler(closed -> exchange.over());
              return socket;
            })
        .onFailure(refused -> exchange.over());
  }

  static boolean isUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.headers().get(HttpHeaders.UPGRADE));
  }
}
