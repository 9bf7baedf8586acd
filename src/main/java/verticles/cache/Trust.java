package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Whether this node has every invalidation that it should have. */
final class Trust {
  private volatile boolean given = true;
  private Promise<Void> returning = Promise.promise();
  private long doubts;

  boolean isGiven() {
    return given;
  }

  synchronized void doubt() {
    if (given) {
      given = false;
      returning = Promise.promise();
      doubts++;
    }
  }

  void give() {
    Promise<Void> waiting;
    synchronized (this) {
      given = true;
      waiting = returning;
    }
    waiting.tryComplete();
  }

  /** Completes when nothing is in doubt. */
  synchronized Future<Void> whenGiven() {
    return given ? Future.succeededFuture() : returning.future();
  }

  synchronized long doubts() {
    return doubts;
  }
}
