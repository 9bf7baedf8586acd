package verticles.coherence;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/** The invalidations that could not be recorded yet. One too many makes them one of everything. */
final class Backlog {
  static final int MOST = 10_000;

  private static final Logger LOGGER = LoggerFactory.getLogger(Backlog.class);

  private final Deque<Invalidation> waiting = new ArrayDeque<>();
  private boolean busy;

  synchronized void add(Invalidation invalidation) {
    if (waiting.size() >= MOST) {
      waiting.clear();
      waiting.add(Invalidation.of(Mode.REMOVE, new Target.Everything()));
    }
    waiting.add(invalidation);
  }

  synchronized int size() {
    return waiting.size();
  }

  /** Records what waits, oldest first, as far as the ledger takes it. */
  void drain(Function<Invalidation, Future<Void>> record) {
    Invalidation first = begin();
    if (first == null) {
      return;
    }
    record
        .apply(first)
        .recover(
            thrown -> {
              if (Failures.of(thrown).failure() != Failure.INTERNAL) {
                return Future.failedFuture(thrown);
              }
              LOGGER.atError().setCause(thrown).log("an invalidation cannot be recorded");
              return Future.succeededFuture();
            })
        .onSuccess(done -> end(first))
        .onFailure(down -> end(null))
        .onSuccess(done -> drain(record));
  }

  private synchronized @Nullable Invalidation begin() {
    if (busy || waiting.isEmpty()) {
      return null;
    }
    busy = true;
    return waiting.getFirst();
  }

  private synchronized void end(@Nullable Invalidation recorded) {
    busy = false;
    if (recorded != null) {
      waiting.remove(recorded);
    }
  }
}
