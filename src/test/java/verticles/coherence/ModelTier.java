package verticles.coherence;

import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Invalidation;
import verticles.shared.Found;
import verticles.shared.Listing;
import verticles.shared.SharedTier;
import verticles.shared.SharedValue;
import verticles.shared.Stamps;
import verticles.shared.TierState;

/** A shared tier that keeps no values: it remembers what was applied, and can be down. */
final class ModelTier implements SharedTier {
  private final Set<String> applied = new LinkedHashSet<>();
  private volatile boolean down;

  void goDown() {
    down = true;
  }

  void comeUp() {
    down = false;
  }

  synchronized boolean has(String id) {
    return applied.contains(id);
  }

  @Override
  public synchronized Future<Long> apply(Invalidation invalidation) {
    if (down) {
      return Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "The tier is down."));
    }
    applied.add(invalidation.id());
    return Future.succeededFuture(3L);
  }

  @Override
  public Future<Found> find(String key, List<String> tags) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Boolean> keep(String key, SharedValue value, Stamps stamps) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Listing> list(String glob, String cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TierState state() {
    throw new UnsupportedOperationException();
  }
}
