package verticles.http;

import io.vertx.core.http.ServerWebSocket;
import verticles.notify.NoticeFrame;
import verticles.notify.StreamEnd;
import verticles.notify.Wire;

/** Frames as text messages of a WebSocket. */
record SocketWire(ServerWebSocket socket) implements Wire {
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
    }
  }
}
