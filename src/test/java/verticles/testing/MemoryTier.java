package verticles.testing;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Glob;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.shared.Found;
import verticles.shared.Listing;
import verticles.shared.SharedTier;
import verticles.shared.SharedValue;
import verticles.shared.Stamps;
import verticles.shared.TierState;

/** The contract of the shared tier in a few lines, for tests of the rules above it. */
public final class MemoryTier implements SharedTier {
  private final Map<String, Map.Entry<SharedValue, Stamps>> values = new ConcurrentHashMap<>();
  private final Map<String, Integer> removals = new ConcurrentHashMap<>();
  private final Map<String, Integer> expiries = new ConcurrentHashMap<>();

  private final AtomicInteger misses = new AtomicInteger();

  /** How often something was looked for. */
  public final AtomicInteger finds = new AtomicInteger();

  /** Whether it fails like a store that is not there. */
  public volatile boolean away;

  private static List<String> names(String key, List<String> tags) {
    List<String> names = new ArrayList<>(List.of("*", "n:" + key.split("/", 2)[0], "k:" + key));
    tags.forEach(tag -> names.add("t:" + tag));
    return names;
  }

  private Stamps stamps(String key, List<String> tags) {
    Map<String, String> present = new HashMap<>();
    for (String name : names(key, tags)) {
      present.put(name, removals.getOrDefault(name, 0) + "." + expiries.getOrDefault(name, 0));
    }
    return new Stamps("memory", present);
  }

  @Override
  public Future<Found> find(String key, List<String> tags) {
    finds.incrementAndGet();
    if (away) {
      return Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "The tier is away."));
    }
    Stamps now = stamps(key, tags);
    Map.Entry<SharedValue, Stamps> kept = values.get(key);
    if (kept == null) {
      misses.incrementAndGet();
      return Future.succeededFuture(new Found(Optional.empty(), false, now));
    }
    Stamps own = stamps(key, kept.getKey().tags());
    boolean removed = false;
    boolean expired = false;
    for (Map.Entry<String, String> stamp : kept.getValue().byName().entrySet()) {
      String present = String.valueOf(own.byName().get(stamp.getKey()));
      removed |= !present.split("\\.")[0].equals(stamp.getValue().split("\\.")[0]);
      expired |= !present.equals(stamp.getValue());
    }
    return Future.succeededFuture(
        new Found(removed ? Optional.empty() : Optional.of(kept.getKey()), expired, now));
  }

  @Override
  public Future<Boolean> keep(String key, SharedValue value, Stamps stamps) {
    if (away) {
      return Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "The tier is away."));
    }
    boolean current = stamps(key, value.tags()).equals(stamps);
    if (current) {
      values.put(key, Map.entry(value, stamps));
    }
    return Future.succeededFuture(current);
  }

  @Override
  public Future<Long> apply(Invalidation invalidation) {
    Map<String, Integer> numbers = invalidation.mode() == Mode.REMOVE ? removals : expiries;
    for (Target target : invalidation.targets()) {
      switch (target) {
        case Target.Key(String key) -> numbers.merge("k:" + key, 1, Integer::sum);
        case Target.Tag(String tag) -> numbers.merge("t:" + tag, 1, Integer::sum);
        case Target.Namespace(String name) -> numbers.merge("n:" + name, 1, Integer::sum);
        case Target.Everything all -> numbers.merge("*", 1, Integer::sum);
        case Target.Pattern(String glob) ->
            values.keySet().stream()
                .filter(Glob.of(glob)::matches)
                .forEach(key -> numbers.merge("k:" + key, 1, Integer::sum));
      }
    }
    return Future.succeededFuture(0L);
  }

  @Override
  public Future<Listing> list(String glob, String cursor, int limit) {
    return Future.succeededFuture(
        new Listing(
            values.keySet().stream()
                .filter(Glob.of(glob)::matches)
                .map(key -> new Listing.Item(key, 1, 1000))
                .toList(),
            ""));
  }

  @Override
  public TierState state() {
    return new TierState(
        "memory", true, "", new TierState.Counts(0, misses.get(), 0, 0, 0, 0, 0, 0, 0, 0));
  }
}
