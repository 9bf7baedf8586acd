package verticles.shared;

import io.vertx.core.Future;
import java.util.List;
import verticles.invalidation.Invalidation;

/**
 * Values that all nodes share. A value is kept together with the stamps of its tags and namespace,
 * read before its load began; it counts only while they are still the present ones. Safe to call
 * from every thread; nothing here waits longer than the store's command timeout.
 */
public interface SharedTier {

  /**
   * Looks for the value of a key, and takes the stamps that a load which begins now needs.
   *
   * @param tags of the wanted value
   * @return fails with UNAVAILABLE or TIMEOUT where no store can be asked
   */
  Future<Found> find(String key, List<String> tags);

  /** The same for several at once, in their order; each fails alone. */
  default List<Future<Found>> find(List<Wanted> wanted) {
    return wanted.stream().map(one -> find(one.key(), one.tags())).toList();
  }

  /**
   * Keeps a value until its life is over, unless an invalidation has overtaken its load. A value
   * with a tag that was not among those of {@link #find} is not kept: nobody could tell.
   *
   * @param stamps taken by {@link #find} before the load began
   * @return whether it was kept
   */
  Future<Boolean> keep(String key, SharedValue value, Stamps stamps);

  /** The same for several at once, in their order; each fails alone. */
  default List<Future<Boolean>> keep(List<Offer> offers) {
    return offers.stream().map(one -> keep(one.key(), one.value(), one.stamps())).toList();
  }

  /**
   * Makes an invalidation count here; the same one twice changes nothing.
   *
   * @return how many values are known to be gone by it; tags and namespaces are not counted
   */
  Future<Long> apply(Invalidation invalidation);

  /**
   * Lists keys in no order.
   *
   * @param glob of whole keys
   * @param cursor of the page before; empty for the first
   * @param limit about how many
   */
  Future<Listing> list(String glob, String cursor, int limit);

  /** What is known of the stores now. */
  TierState state();
}
