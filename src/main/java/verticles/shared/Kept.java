package verticles.shared;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What both stores do with the bytes they keep: seal and open them, large ones away from the event
 * loop, and judge a value by the present stamps.
 */
final class Kept {
  /** A lease, and whatever else nobody holds for longer than a load may take. */
  static final long LEASE_MILLIS = 10 * 60_000L;

  /** An unused stamp lives so long after the last value that was kept under it. */
  private static final long STAMP_MILLIS = 30 * 86_400_000L;

  private static final int LARGE = 64 << 10;

  private final Vertx vertx;
  private final ValueCodec codec;
  private final InstantSource clock;
  private final TierCounts counts;

  Kept(Vertx vertx, ValueCodec codec, InstantSource clock, TierCounts counts) {
    this.vertx = vertx;
    this.codec = codec;
    this.clock = clock;
    this.counts = counts;
  }

  /** How long the stamps of a value must live. */
  static long stampMillis(long lifeMillis) {
    return Math.max(STAMP_MILLIS, 2 * lifeMillis);
  }

  /** How long a value is still of use; at most its whole life, also when the clock was set back. */
  long remainingMillis(SharedValue value) {
    long age = Math.max(0, clock.millis() - value.loadedAtMillis());
    return value.lifeMillis() - age;
  }

  /**
   * Whether the value may be kept at all: it is small enough, of some use, and every stamp that it
   * depends on was taken before its load.
   */
  boolean mayKeep(String key, SharedValue value, Stamps stamps) {
    return codec.accepts(value)
        && remainingMillis(value) > 0
        && !stamps.byName().getOrDefault(StampNames.LEASE, "").isEmpty()
        && stamps.byName().keySet().containsAll(StampNames.of(key, value.tags()));
  }

  /** The sealed bytes after a head that stays clear. */
  Future<byte[]> seal(String head, String key, SharedValue value, Stamps stamps) {
    Map<String, String> under = new HashMap<>(stamps.byName());
    under.keySet().retainAll(StampNames.of(key, value.tags()));
    return value.body().length < LARGE
        ? Future.succeededFuture(codec.seal(head, key, value, under))
        : vertx.executeBlocking(() -> codec.seal(head, key, value, under), false);
  }

  void wasKept(SharedValue value, byte[] stored) {
    counts.kept.increment();
    counts.bodyBytes.add(value.body().length);
    counts.storedBytes.add(stored.length);
  }

  /**
   * Judges what was found.
   *
   * @param stored empty when there is nothing
   * @param head so many clear bytes stand before the sealed ones
   * @param expired whether the value itself is marked so
   * @param present the stamps that were read already, with the lease
   * @param more reads further ones, because a value may depend on more than was asked for
   */
  Future<Found> judge(
      String store,
      String key,
      Optional<byte[]> stored,
      int head,
      boolean expired,
      Map<String, String> present,
      Function<Collection<String>, Future<Map<String, String>>> more) {
    Future<Optional<ValueForm.Loaded>> opened =
        stored.isEmpty() ? Future.succeededFuture(Optional.empty()) : open(head, key, stored.get());
    return opened.compose(
        loaded -> {
          Set<String> missing = new HashSet<>();
          loaded.ifPresent(value -> missing.addAll(value.stamps().keySet()));
          missing.removeAll(present.keySet());
          Map<String, String> all = new HashMap<>(present);
          return (missing.isEmpty()
                  ? Future.succeededFuture(Map.<String, String>of())
                  : more.apply(missing))
              .map(
                  further -> {
                    all.putAll(further);
                    return found(loaded, expired, all, new Stamps(store, all));
                  });
        });
  }

  private Future<Optional<ValueForm.Loaded>> open(int head, String key, byte[] stored) {
    Future<Optional<ValueForm.Loaded>> opened =
        stored.length < LARGE
            ? Future.succeededFuture(codec.open(head, key, stored))
            : vertx.executeBlocking(() -> codec.open(head, key, stored), false);
    return opened.onSuccess(
        loaded -> {
          if (loaded.isEmpty()) {
            counts.unsealed.increment();
          }
        });
  }

  private Found found(
      Optional<ValueForm.Loaded> loaded,
      boolean expired,
      Map<String, String> present,
      Stamps stamps) {
    Optional<ValueForm.Loaded> alive = loaded.filter(found -> remainingMillis(found.value()) > 0);
    if (alive.isEmpty()) {
      counts.misses.increment();
      return new Found(Optional.empty(), false, stamps);
    }
    Stamp.Verdict verdict = Stamp.judge(alive.get().stamps(), present);
    if (verdict == Stamp.Verdict.OUTDATED) {
      counts.outdated.increment();
      counts.misses.increment();
      return new Found(Optional.empty(), false, stamps);
    }
    counts.hits.increment();
    return new Found(
        Optional.of(alive.get().value()), expired || verdict == Stamp.Verdict.EXPIRED, stamps);
  }

  /** Whether every stamp is still the one that was taken; otherwise it is counted. */
  boolean stillCurrent(Stamps taken, List<String> names, Map<String, String> present) {
    boolean current =
        names.stream()
            .allMatch(
                name ->
                    taken.byName().getOrDefault(name, "").equals(present.getOrDefault(name, "?")));
    if (!current) {
      counts.overtaken.increment();
    }
    return current;
  }

  TierCounts counts() {
    return counts;
  }
}
