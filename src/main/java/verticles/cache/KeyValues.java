package verticles.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.shared.SharedValue;

/**
 * The values that other services keep in the cache. Those of a key are changed one after the other
 * by the node that owns it, so that a condition holds when it is acted on.
 */
final class KeyValues {
  /** Any entity tag will do, but there must be one. */
  private static final String ANY = "*";

  private static final FailureException NOTHING =
      FailureException.of(Failure.NOT_FOUND, "There is no value of that key.");

  private final NearCache cache;
  private final CacheNeighbours neighbours;
  private final EntryMaker maker;

  /** The last change of each key that has one going on; guarded by itself. */
  private final Map<String, Future<?>> changes = new HashMap<>();

  KeyValues(NearCache cache, CacheNeighbours neighbours, EntryMaker maker) {
    this.cache = cache;
    this.neighbours = neighbours;
    this.maker = maker;
  }

  /** Keeps a value; the entity tag that it has now. */
  Future<String> put(String key, KeptEntry entry, String expected) {
    return inTurn(
        key,
        () ->
            checked(key, expected)
                .compose(before -> removeEverywhere(key))
                .compose(removed -> keep(key, value(entry))));
  }

  /** Removes a value; the entity tag that it had, empty when there was none. */
  Future<String> delete(String key, String expected) {
    return inTurn(
        key,
        () ->
            checked(key, expected)
                .compose(
                    before ->
                        before.isEmpty()
                            ? Future.succeededFuture("")
                            : removeEverywhere(key).map(removed -> before.get())));
  }

  private <T> Future<T> inTurn(String key, Supplier<Future<T>> change) {
    Future<T> mine;
    synchronized (changes) {
      Future<?> last = changes.getOrDefault(key, Future.succeededFuture());
      mine = last.transform(done -> change.get());
      changes.put(key, mine);
    }
    return mine.onComplete(
        done -> {
          synchronized (changes) {
            changes.remove(key, mine);
          }
        });
  }

  /** The present entity tag, if it is what is expected. */
  private Future<Optional<String>> checked(String key, String expected) {
    return find(key)
        .map(present -> present.map(kept -> kept.entry().identity().etag()))
        .compose(
            etag ->
                isExpected(etag, expected)
                    ? Future.succeededFuture(etag)
                    : Future.failedFuture(
                        FailureException.of(
                            Failure.PRECONDITION,
                            etag.map(there -> "The entity tag is " + there + " now.")
                                .orElse("There is no value of that key."))));
  }

  private static boolean isExpected(Optional<String> etag, String expected) {
    return switch (expected) {
      case "" -> true;
      case ANY -> etag.isPresent();
      case CacheAdmin.ABSENT -> etag.isEmpty();
      default -> etag.filter(expected::equals).isPresent();
    };
  }

  private Future<?> removeEverywhere(String key) {
    return neighbours.invalidator().invalidate(Invalidation.of(Mode.REMOVE, new Target.Key(key)));
  }

  private SharedValue value(KeptEntry entry) {
    return new SharedValue(
        entry.contentType(),
        entry.body(),
        CacheMessage.Visibility.ORGANISATION.name(),
        entry.tags(),
        cache.clock().millis(),
        0,
        entry.ttl().toMillis(),
        0,
        0);
  }

  private Future<String> keep(String key, SharedValue value) {
    return sharing(
            key,
            value.tags(),
            load ->
                neighbours
                    .tier()
                    .find(key, value.tags())
                    .compose(found -> neighbours.tier().keep(key, value, found.stamps()))
                    .otherwise(false)
                    .compose(shared -> remember(load, value)))
        .map(kept -> kept.entry().identity().etag());
  }

  /** The value in memory, or the shared one, which then is in memory as well. */
  Future<Optional<Kept>> find(String key) {
    Kept kept = cache.remembered().answer(key, cache.clock().millis());
    return kept == null ? findShared(key, List.of()) : Future.succeededFuture(Optional.of(kept));
  }

  /** Looks again once the tags of the value are known: its marks must be older than the look. */
  private Future<Optional<Kept>> findShared(String key, List<String> tags) {
    return sharing(
            key,
            tags,
            load ->
                neighbours
                    .tier()
                    .find(key, tags)
                    .compose(
                        found ->
                            found
                                .value()
                                .filter(value -> !found.expired())
                                .map(value -> remember(load, value))
                                .orElseGet(() -> Future.failedFuture(NOTHING))))
        .compose(
            kept ->
                tags.containsAll(kept.entry().tags())
                    ? Future.succeededFuture(Optional.of(kept))
                    : again(key, kept))
        .map(found -> found.filter(kept -> kept.isAnswer(cache.clock().millis())))
        .otherwise(Optional.empty());
  }

  private Future<Optional<Kept>> again(String key, Kept untagged) {
    cache.remembered().entries().remove(key, untagged);
    return findShared(key, untagged.entry().tags());
  }

  /** Work on a key that an invalidation can overtake; who wants the same waits for it. */
  private Future<Kept> sharing(
      String key, List<String> tags, Function<Running, Future<Kept>> work) {
    CacheMessage.Read read =
        new CacheMessage.Read(
            key,
            "",
            tags,
            CacheMessage.Visibility.ORGANISATION,
            new CacheMessage.Load("", Map.of()));
    Running load = cache.remembered().join(read, cache.clock().millis());
    if (load.begin()) {
      Future.succeededFuture(load)
          .compose(work)
          .onComplete(
              done -> {
                cache.remembered().ended(load);
                load.promise().handle(done);
              });
    }
    return load.result();
  }

  private Future<Kept> remember(Running load, SharedValue value) {
    long fresh = value.freshMillis();
    Lifetime life = new Lifetime(fresh, fresh, fresh, fresh);
    return maker
        .make(value, life)
        .map(
            entry -> {
              Kept kept = new Kept(entry, load, life);
              cache.remembered().keep(load.read().key(), kept, load);
              return kept;
            });
  }

  /** What an entry is to other services. */
  static KeptEntry shown(Kept kept, long nowMillis) {
    CacheEntry entry = kept.entry();
    return new KeptEntry(
        entry.identity().body().getBytes(),
        entry.contentType(),
        entry.identity().etag(),
        entry.tags(),
        Duration.ofMillis(kept.lifetime().fresh()),
        Duration.ofMillis(Math.max(0, nowMillis - entry.storedAtMillis())),
        "near");
  }
}
