package verticles.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One open event stream. At most one event waits for a slow reader: a newer one takes its place, so
 * that memory is bounded and what arrives is never old.
 */
final class StreamClient {
  private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");
  private static final Buffer EXPIRED =
      Buffer.buffer("event: expired\ndata: {\"reason\":\"the token is over\"}\n\n");
  private static final int QUEUE_BYTES = 16 * 1024;

  private final HttpServerResponse response;
  private final LongPredicate over;
  private final LongAdder conflated;
  private @Nullable Frame waiting;
  private long lastId = -1;
  private long lastWriteMillis;
  private boolean ended;

  /** {@code over} says whether the token is over at a time in milliseconds: expired or revoked. */
  StreamClient(HttpServerResponse response, LongPredicate over, LongAdder conflated) {
    this.response = response;
    this.over = over;
    this.conflated = conflated;
    response.setWriteQueueMaxSize(QUEUE_BYTES);
    response.drainHandler(drained -> flush());
  }

  void send(Frame frame) {
    if (ended || frame.id() <= lastId) {
      return;
    }
    if (response.writeQueueFull()) {
      if (waiting != null) {
        conflated.increment();
      }
      waiting = frame;
      return;
    }
    waiting = null;
    lastId = frame.id();
    write(frame.bytes());
  }

  private void flush() {
    Frame next = waiting;
    if (next != null) {
      waiting = null;
      send(next);
    }
  }

  /** Keeps a quiet stream open, and ends one whose token is over. */
  void tend(long nowMillis, long heartbeatMillis) {
    if (over.test(nowMillis)) {
      end(EXPIRED);
    } else if (nowMillis - lastWriteMillis >= heartbeatMillis && !response.writeQueueFull()) {
      write(HEARTBEAT);
    }
  }

  void end(Buffer last) {
    if (!ended) {
      ended = true;
      response.end(last);
    }
  }

  void write(Buffer bytes) {
    if (!ended) {
      lastWriteMillis = System.currentTimeMillis();
      response.write(bytes);
    }
  }
}
