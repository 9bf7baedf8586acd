package verticles.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import verticles.notify.NoticeFrame;
import verticles.notify.StreamEnd;
import verticles.notify.Wire;

/**
 * Frames as text messages of a WebSocket.
 *
 * @param connection that the socket was opened on
 */
record SocketWire(Vertx vertx, ServerWebSocket socket, HttpConnection connection) implements Wire {
  /** How long a client may take to read why it is closed. */
  private static final long LINGER_MILLIS = 2000;

  @Override
  public boolean full() {
    return socket.writeQueueFull();
  }

  @Override
  public void send(NoticeFrame frame) {
    if (!socket.isClosed()) {
      socket.writeTextMessage(frame.json());
    }
  }

  @Override
  public void end(StreamEnd why, NoticeFrame last) {
    send(last);
    if (!socket.isClosed()) {
      socket.close((short) why.code(), why.reason());
      vertx.setTimer(LINGER_MILLIS, late -> VertxInside.reset(connection));
    }
  }
}
