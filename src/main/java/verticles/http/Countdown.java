package verticles.http;

import io.vertx.core.Vertx;
import java.time.Duration;

/** The deadline of one request; at most one runs. Used on the event loop of its connection. */
final class Countdown {
  private final Vertx vertx;
  private long timer = -1;

  Countdown(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Starts anew. */
  void start(Duration time, Runnable over) {
    stop();
    timer = vertx.setTimer(Math.max(1, time.toMillis()), late -> over.run());
  }

  void stop() {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }
}
