package verticles.tasks;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import verticles.bus.Bus;

/** Tells every node that there may be something to run, at most once in 20 ms. */
final class News {
  private static final long APART_MILLIS = 20;

  private final Vertx vertx;
  private final Bus bus;
  private final AtomicBoolean telling = new AtomicBoolean();

  News(Vertx vertx, Bus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  /** What came meanwhile is told with the next news, never later than that. */
  void wake() {
    if (telling.compareAndSet(false, true)) {
      bus.announce(TaskMessage.NEWS, new TaskMessage.Wake());
      vertx.setTimer(
          APART_MILLIS,
          apart -> {
            telling.set(false);
            bus.announce(TaskMessage.NEWS, new TaskMessage.Wake());
          });
    }
  }
}
