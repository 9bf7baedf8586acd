package verticles.shared;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.invalidation.Glob;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/** The shared tier in maps of the grid, without backups. */
final class GridTier implements Tier {
  static final String NAME = "grid";
  private static final Logger LOGGER = LoggerFactory.getLogger(GridTier.class);

  private final Vertx vertx;
  private final IMap<String, byte[]> values;
  private final GridStamps stamps;
  private final Kept kept;

  /** Uses the maps {@code cache.values} and {@code cache.stamps}, which cluster.xml declares. */
  GridTier(Vertx vertx, HazelcastInstance grid, Kept kept) {
    this.vertx = vertx;
    this.values = grid.getMap("cache.values");
    this.stamps = new GridStamps(vertx, grid);
    this.kept = kept;
    grid.getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                clear();
              }
            });
  }

  /** Two halves of a cluster found each other: neither knows what the other one was told. */
  private void clear() {
    LOGGER.warn("the grid was split: what it shared is forgotten");
    stamps.remove(StampNames.EVERYTHING);
    vertx.executeBlocking(
        () -> {
          values.clear();
          return true;
        },
        false);
  }

  @Override
  public Future<Found> find(String key, List<String> tags) {
    Future<byte[]> entry =
        future(values.getAsync(key))
            .compose(found -> found == null ? lease(key) : Future.succeededFuture(found));
    Future<Map<String, String>> present = stamps.present(StampNames.of(key, tags));
    return Future.all(entry, present)
        .compose(
            both -> {
              byte[] found = entry.result();
              Map<String, String> all = new HashMap<>(present.result());
              all.put(StampNames.LEASE, GridStep.lease(found));
              Optional<byte[]> stored =
                  GridStep.isValue(found) ? Optional.of(found) : Optional.empty();
              boolean expired = found[0] == GridStep.EXPIRED;
              return kept.judge(NAME, key, stored, GridStep.HEAD, expired, all, stamps::present);
            });
  }

  private <T> Future<T> future(CompletionStage<T> stage) {
    return GridStamps.future(vertx, stage);
  }

  private Future<byte[]> lease(String key) {
    byte[] fresh = GridStep.leased(Stamp.freshHalf());
    return future(values.submitToKey(key, new GridStepMake<>(fresh, Kept.LEASE_MILLIS)));
  }

  @Override
  public Future<Boolean> keep(String key, SharedValue value, Stamps taken) {
    if (!kept.mayKeep(key, value, taken)) {
      return Future.succeededFuture(false);
    }
    List<String> names = List.copyOf(StampNames.of(key, value.tags()));
    return stamps
        .present(names)
        .compose(
            present ->
                kept.stillCurrent(taken, names, present)
                    ? put(key, value, taken)
                    : Future.succeededFuture(false));
  }

  private Future<Boolean> put(String key, SharedValue value, Stamps taken) {
    String head = (char) GridStep.VALID + taken.byName().getOrDefault(StampNames.LEASE, "");
    return kept.seal(head, key, value, taken)
        .compose(
            bytes -> {
              long life = Math.max(1, kept.remainingMillis(value));
              return future(values.submitToKey(key, new GridStep.Keep(bytes, life)))
                  .map(
                      done -> {
                        if (done == 1) {
                          kept.wasKept(value, bytes);
                        } else {
                          kept.counts().overtaken.increment();
                        }
                        return done == 1;
                      });
            });
  }

  @Override
  public Future<Long> apply(Invalidation invalidation) {
    return stamps
        .applied(invalidation.id())
        .compose(
            before ->
                before
                    .map(Future::succeededFuture)
                    .orElseGet(
                        () ->
                            erase(invalidation)
                                .compose(
                                    count ->
                                        stamps
                                            .remember(invalidation.id(), count)
                                            .map(done -> count))));
  }

  private Future<Long> erase(Invalidation invalidation) {
    Future<Long> all = Future.succeededFuture(0L);
    for (Target target : invalidation.targets()) {
      all = all.compose(sum -> erase(invalidation.mode(), target).map(count -> sum + count));
    }
    return all;
  }

  private Future<Long> erase(Mode mode, Target target) {
    return switch (target) {
      case Target.Key key -> future(values.submitToKey(key.key(), step(mode)));
      case Target.Pattern pattern -> erasePattern(mode, Glob.of(pattern.glob()));
      case Target.Tag tag -> eraseStamp(mode, target);
      case Target.Namespace namespace -> eraseStamp(mode, target);
      case Target.Everything everything -> eraseStamp(mode, target);
    };
  }

  private Future<Long> eraseStamp(Mode mode, Target target) {
    String name = StampNames.of(target);
    return (mode == Mode.REMOVE ? stamps.remove(name) : stamps.expire(name)).map(done -> 0L);
  }

  private static EntryProcessor<String, byte[], Long> step(Mode mode) {
    return mode == Mode.REMOVE ? new GridStep.Remove() : new GridStep.Expire(Stamp.freshHalf());
  }

  private Future<Long> erasePattern(Mode mode, Glob glob) {
    return vertx
        .executeBlocking(
            () -> values.keySet().stream().filter(glob::matches).collect(Collectors.toSet()), false)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(Map.<String, Long>of())
                    : future(values.submitToKeys(found, step(mode))))
        .map(counts -> counts.values().stream().mapToLong(Long::longValue).sum());
  }

  @Override
  public Future<Void> outdateAll() {
    return stamps.remove(StampNames.EVERYTHING);
  }

  /** The cursor is the last key of the page before. */
  @Override
  public Future<Listing> list(String glob, String cursor, int limit) {
    Glob wanted = Glob.of(glob);
    return vertx
        .executeBlocking(() -> page(wanted, cursor, limit), false)
        .map(Objects::requireNonNull);
  }

  private Listing page(Glob wanted, String cursor, int limit) {
    List<Listing.Item> items = new ArrayList<>();
    for (String key : new TreeSet<>(values.keySet()).tailSet(cursor, false)) {
      if (items.size() >= limit) {
        return new Listing(items, items.getLast().key());
      }
      byte[] entry = wanted.matches(key) ? values.get(key) : null;
      var view = GridStep.isValue(entry) ? values.getEntryView(key) : null;
      if (entry != null && view != null) {
        long remaining = view.getExpirationTime() - System.currentTimeMillis();
        items.add(new Listing.Item(key, entry.length, Math.max(1, remaining)));
      }
    }
    return new Listing(items, "");
  }
}
