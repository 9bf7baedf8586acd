package verticles.tasks;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import verticles.bus.Bus;

/**
 * Tells every node that there may be something to run, at most once in 20 ms, and owners what
 * became of their tasks before they run.
 */
final class News {
  private static final long APART_MILLIS = 20;

  private final Vertx vertx;
  private final Bus bus;
  private final Teller teller;
  private final AtomicBoolean telling = new AtomicBoolean();

  /** One that tells no owner. */
  News(Vertx vertx, Bus bus) {
    this(vertx, bus, Teller.silent());
  }

  News(Vertx vertx, Bus bus, Teller teller) {
    this.vertx = vertx;
    this.bus = bus;
    this.teller = teller;
  }

  /** Tells the owner of a task how it stands. */
  void stands(TaskNews news) {
    teller.stands(news);
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
