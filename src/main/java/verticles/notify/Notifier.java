package verticles.notify;

import io.vertx.core.Future;

/** Tells people what happened. Safe to use from every thread. */
@FunctionalInterface
public interface Notifier {
  /** Tells nobody. */
  Notifier SILENT = notice -> Future.succeededFuture();

  /**
   * Tells an audience, on whichever node they are, and keeps it for who comes back.
   *
   * @return completes when it is kept; what cannot be kept now, because PostgreSQL is away, waits
   *     for it; fails with TOO_MANY when too many wait
   */
  Future<Void> publish(Notice notice);
}
