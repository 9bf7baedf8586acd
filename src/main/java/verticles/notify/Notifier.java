package verticles.notify;

import io.vertx.core.Future;
import java.util.Collection;

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

  /**
   * Tells who listens now how something stands, and nobody who comes later: it gets no number, is
   * kept nowhere, and can be lost. For what is soon replaced by newer.
   */
  default void pass(Collection<Notice> notices) {}
}
