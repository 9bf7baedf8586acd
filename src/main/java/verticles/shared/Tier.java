package verticles.shared;

import io.vertx.core.Future;
import java.util.List;
import verticles.invalidation.Invalidation;

/**
 * One of the stores that can be the shared tier; the contract is that of {@link SharedTier}, of
 * which it knows neither trust nor substitutes.
 */
interface Tier {
  Future<Found> find(String key, List<String> tags);

  Future<Boolean> keep(String key, SharedValue value, Stamps stamps);

  Future<Long> apply(Invalidation invalidation);

  /** Makes everything outdated that was kept so far. */
  Future<Void> outdateAll();

  Future<Listing> list(String glob, String cursor, int limit);
}
