package verticles.cache;

import io.vertx.core.Future;
import java.util.Optional;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.coherence.Invalidator;
import verticles.shared.SharedValue;

/** Loads for other nodes the keys that this one owns. */
final class OwnerDesk {
  /** This node is the one that loads. */
  static final Alone.Owner MYSELF = (read, newerThan) -> Future.succeededFuture(Optional.empty());

  private final NearCache cache;
  private final Loads loads;
  private final Ways here;
  private final Invalidator invalidator;

  /**
   * A desk.
   *
   * @param here ways that lead to no other node
   */
  OwnerDesk(NearCache cache, Loads loads, Ways here, Invalidator invalidator) {
    this.cache = cache;
    this.loads = loads;
    this.here = here;
    this.invalidator = invalidator;
  }

  /** What the asking node has to know is learnt first: a load that it overtakes is not joined. */
  Future<CacheMessage> fetch(CacheMessage.Fetch fetch) {
    invalidator.learn(fetch.known());
    CacheMessage.Read read = fetch.read();
    Kept kept = cache.remembered().answer(read.key(), cache.clock().millis());
    if (kept != null && kept.entry().storedAtMillis() > fetch.newerThan()) {
      return Future.succeededFuture(new CacheMessage.Fetched(value(kept)));
    }
    return loads
        .once(read, cache.policies().of(read.policy()), here, fetch.newerThan())
        .map(OwnerDesk::loaded)
        .otherwise(thrown -> failed(Failures.of(thrown)));
  }

  private static CacheMessage loaded(Kept kept) {
    return kept.isFallback()
        ? new CacheMessage.NotFetched(503, "The source failed a moment ago.")
        : new CacheMessage.Fetched(value(kept));
  }

  private static CacheMessage failed(FailureException failure) {
    return new CacheMessage.NotFetched(
        failure.failure().status(), String.valueOf(failure.getMessage()));
  }

  static SharedValue value(Kept kept) {
    CacheEntry entry = kept.entry();
    Lifetime life = kept.lifetime();
    return new SharedValue(
        entry.contentType(),
        entry.identity().body().getBytes(),
        entry.visible().name(),
        entry.tags(),
        entry.storedAtMillis(),
        0,
        life.fresh(),
        life.revalidate() - life.fresh(),
        life.error() - life.fresh());
  }
}
