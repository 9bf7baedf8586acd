package verticles.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import verticles.invalidation.Glob;
import verticles.shared.Listing;
import verticles.shared.SharedTier;
import verticles.shared.SharedValue;

/**
 * Lists entries by pages: first those in this node's memory in the order of their keys, then those
 * that are only shared, in no order.
 */
final class EntryListing {
  private static final String NEAR = "n:";
  private static final String SHARED = "s:";

  private final NearCache cache;
  private final SharedTier tier;

  EntryListing(NearCache cache, SharedTier tier) {
    this.cache = cache;
    this.tier = tier;
  }

  Future<EntryPage> page(String namespace, String pattern, String cursor, int limit) {
    String glob =
        (namespace.isEmpty() ? "" : namespace + "/") + (pattern.isEmpty() ? "*" : pattern);
    return cursor.startsWith(SHARED)
        ? shared(glob, cursor.substring(SHARED.length()), limit)
        : Future.succeededFuture(near(Glob.of(glob), cursor, limit));
  }

  private EntryPage near(Glob glob, String cursor, int limit) {
    String after = cursor.startsWith(NEAR) ? cursor.substring(NEAR.length()) : "";
    long now = cache.clock().millis();
    List<EntryPage.Item> items =
        cache.remembered().entries().all().entrySet().stream()
            .filter(entry -> entry.getKey().compareTo(after) > 0 && glob.matches(entry.getKey()))
            .filter(entry -> entry.getValue().state(now) != Kept.State.DEAD)
            .sorted(Map.Entry.comparingByKey())
            .limit(limit)
            .map(entry -> item(entry.getKey(), entry.getValue(), now))
            .toList();
    return new EntryPage(items, items.size() < limit ? SHARED : NEAR + items.getLast().key());
  }

  private static EntryPage.Item item(String key, Kept kept, long now) {
    long age = Math.max(0, now - kept.entry().storedAtMillis());
    boolean fresh = kept.state(now) == Kept.State.FRESH;
    return new EntryPage.Item(
        key,
        List.of("near"),
        fresh ? "fresh" : "stale",
        age / 1000,
        fresh ? (kept.lifetime().fresh() - age) / 1000 : 0,
        EntryStore.weight(key, kept),
        kept.hits(),
        kept.entry().tags());
  }

  private Future<EntryPage> shared(String glob, String cursor, int limit) {
    return tier.list(glob, cursor, limit)
        .compose(
            listing -> {
              EntryPage page = sharedOnly(listing);
              // the store may look at many keys that do not fit before it finds one
              return page.items().isEmpty() && !listing.next().isEmpty()
                  ? shared(glob, listing.next(), limit)
                  : Future.succeededFuture(page);
            });
  }

  private EntryPage sharedOnly(Listing listing) {
    List<EntryPage.Item> items = new ArrayList<>();
    for (Listing.Item item : listing.items()) {
      if (cache.remembered().entries().find(item.key()) == null) {
        items.add(
            new EntryPage.Item(
                item.key(),
                List.of("shared"),
                "unknown",
                0,
                item.remainingMillis() / 1000,
                item.storedBytes(),
                0,
                List.of()));
      }
    }
    return new EntryPage(items, listing.next().isEmpty() ? "" : SHARED + listing.next());
  }

  Future<Optional<KeptEntry>> entry(String key) {
    Kept kept = cache.remembered().answer(key, cache.clock().millis());
    if (kept != null) {
      return Future.succeededFuture(Optional.of(KeyValues.shown(kept, cache.clock().millis())));
    }
    return tier.find(key, List.of())
        .map(
            found ->
                found
                    .value()
                    .filter(value -> !found.expired())
                    .filter(this::lives)
                    .map(this::shown))
        .otherwise(Optional.empty());
  }

  private boolean lives(SharedValue value) {
    return cache.clock().millis() - value.loadedAtMillis() < value.lifeMillis();
  }

  private KeptEntry shown(SharedValue value) {
    return new KeptEntry(
        value.body(),
        value.contentType(),
        EntityTag.quoted(EntityTag.of(value.body()), Encoding.IDENTITY),
        value.tags(),
        Duration.ofMillis(value.freshMillis()),
        Duration.ofMillis(Math.max(0, cache.clock().millis() - value.loadedAtMillis())),
        "shared");
  }
}
