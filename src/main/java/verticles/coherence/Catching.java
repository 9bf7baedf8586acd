package verticles.coherence;

import io.vertx.core.AsyncResult;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.shared.ChangeLog.Changes;
import verticles.shared.SharedTier;

/** Applies what the ledger of the cluster says: to the shared tier, then to the memory. */
final class Catching implements LedgerWatch.Reader {
  private static final Logger LOGGER = LoggerFactory.getLogger(Catching.class);
  private static final int AT_ONCE = 64;

  private final NearMemory memory;
  private final SharedTier shared;
  private final Applied applied;
  private final InstantSource clock;
  private final Consumer<String> caughtUp;
  private volatile Instant lastRead = Instant.EPOCH;
  private volatile long forgets;

  Catching(
      NearMemory memory,
      SharedTier shared,
      Applied applied,
      InstantSource clock,
      Consumer<String> caughtUp) {
    this.memory = memory;
    this.shared = shared;
    this.applied = applied;
    this.clock = clock;
    this.caughtUp = caughtUp;
  }

  /** This node keeps nothing yet that an earlier change could be about. */
  @Override
  public Future<String> first() {
    return Future.succeededFuture("");
  }

  @Override
  public Future<Void> read(Changes changes) {
    Future<Void> done = changes.complete() ? apply(changes.changes(), 0) : forget();
    return done.onSuccess(
        read -> {
          lastRead = clock.instant();
          caughtUp.accept(changes.next());
        });
  }

  /** What was missed cannot be known. */
  private Future<Void> forget() {
    LOGGER.warn("the ledger does not go back far enough: everything in the cache is out of date");
    forgets++;
    Invalidation everything = Invalidation.of(Mode.REMOVE, new Target.Everything());
    return shared.apply(everything).onComplete(done -> memory.forget()).mapEmpty();
  }

  private Future<Void> apply(List<Invalidation> changes, int from) {
    if (from >= changes.size()) {
      return Future.succeededFuture();
    }
    int to = Math.min(changes.size(), from + AT_ONCE);
    List<Future<Void>> some =
        changes.subList(from, to).stream()
            .filter(change -> !applied.isDone(change.id()))
            .map(this::apply)
            .toList();
    // the memory hears of all of them, even where the shared tier does not
    return Future.join(some).transform(done -> apply(changes, to).compose(rest -> outcome(done)));
  }

  private static Future<Void> outcome(AsyncResult<CompositeFuture> some) {
    return some.succeeded() ? Future.succeededFuture() : Future.failedFuture(some.cause());
  }

  /** Makes one count here. What the shared tier did not take counts in memory all the same. */
  Future<Void> apply(Invalidation change) {
    return shared
        .apply(change)
        .onSuccess(done -> applied.apply(change, Depth.BOTH))
        .onFailure(down -> applied.apply(change, Depth.NEAR))
        .mapEmpty();
  }

  Instant lastRead() {
    return lastRead;
  }

  long forgets() {
    return forgets;
  }
}
