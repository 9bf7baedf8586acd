package verticles.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import verticles.notify.NoticeFrame;
import verticles.notify.StreamEnd;
import verticles.notify.Wire;

/** Frames as server-sent events, in the answer to a request. */
record EventWire(HttpServerRequest request) implements Wire {
  /** Of HTTP/2: the stream is not wanted any more. */
  private static final long CANCEL = 8;

  @Override
  public boolean full() {
    return request.response().writeQueueFull();
  }

  @Override
  public void send(NoticeFrame frame) {
    request.response().write(frame.event());
  }

  @Override
  public void end(StreamEnd why, NoticeFrame last) {
    if (why != StreamEnd.SLOW) {
      request.response().end(last.event());
    } else if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(CANCEL);
    } else {
      // an orderly end would wait for who does not read
      VertxInside.reset(request.connection());
    }
  }
}
