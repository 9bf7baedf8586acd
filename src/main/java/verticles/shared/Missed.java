package verticles.shared;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import verticles.invalidation.Invalidation;

/**
 * Invalidations that could not be applied to a store. They are in the durable record as well,
 * unless that was away too. When there are too many, everything in the store is outdated.
 */
final class Missed {
  private static final int MANY = 1024;

  private final Map<String, Invalidation> byId = new LinkedHashMap<>();
  private boolean tooMany;

  synchronized void add(Invalidation invalidation) {
    byId.put(invalidation.id(), invalidation);
    if (byId.size() > MANY) {
      tooMany = true;
      byId.clear();
    }
  }

  synchronized boolean isEmpty() {
    return byId.isEmpty() && !tooMany;
  }

  /** Applies them; what fails is kept for the next time. */
  Future<Void> tell(Tier tier) {
    Future<Void> all = Future.succeededFuture();
    if (isTooMany()) {
      all = tier.outdateAll().onSuccess(done -> enough());
    }
    for (Invalidation one : copy()) {
      all = all.compose(done -> tier.apply(one)).onSuccess(done -> remove(one)).mapEmpty();
    }
    return all;
  }

  private synchronized boolean isTooMany() {
    return tooMany;
  }

  private synchronized void enough() {
    tooMany = false;
  }

  private synchronized List<Invalidation> copy() {
    return List.copyOf(byId.values());
  }

  private synchronized void remove(Invalidation one) {
    byId.remove(one.id());
  }
}
