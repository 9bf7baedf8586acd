package verticles.http;

import io.vertx.core.http.HttpServerResponse;
import verticles.notify.NoticeFrame;
import verticles.notify.StreamEnd;
import verticles.notify.Wire;

/** Frames as server-sent events. */
record EventWire(HttpServerResponse response) implements Wire {
  /** Of HTTP/2: it is not wanted any more. */
  private static final long CANCEL = 8;

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  @Override
  public void send(NoticeFrame frame) {
    response.write(frame.event());
  }

  @Override
  public void end(StreamEnd why, NoticeFrame last) {
    if (why == StreamEnd.SLOW) {
      // who does not read would keep the connection for ever
      response.reset(CANCEL);
    } else {
      response.end(last.event());
    }
  }
}
