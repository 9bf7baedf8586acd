package verticles.cache;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import verticles.bus.Bus;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.coherence.Invalidator;
import verticles.shared.SharedValue;

/** Loads for other nodes the keys that this one owns. */
final class OwnerDesk {
  /** This node is the one that loads. */
  static final Alone.Owner MYSELF = (read, newerThan) -> Future.succeededFuture(Optional.empty());

  static final Bundle.Fetching NO_OTHERS =
      wishes -> wishes.stream().map(wish -> MYSELF.fetch(wish.read(), wish.newerThan())).toList();

  /** So long the first answers of several wait for the last. */
  private static final long TOGETHER_MILLIS = 500;

  private static final long MOST_BYTES = Bus.LARGEST_MESSAGE / 2;

  private final NearCache cache;
  private final Loads loads;
  private final Ways here;
  private final Supplier<Ways> together;
  private final Invalidator invalidator;

  /**
   * A desk.
   *
   * @param here ways that lead to no other node
   * @param together such ways for loads that begin together
   */
  OwnerDesk(
      NearCache cache, Loads loads, Ways here, Supplier<Ways> together, Invalidator invalidator) {
    this.cache = cache;
    this.loads = loads;
    this.here = here;
    this.together = together;
    this.invalidator = invalidator;
  }

  /** What another node asks for. */
  Future<CacheMessage> answer(CacheMessage asked) {
    return switch (asked) {
      case CacheMessage.Fetch fetch -> fetch(fetch, here).map(answer -> answer);
      case CacheMessage.FetchAll(List<CacheMessage.Fetch> each) -> fetchAll(each);
      default -> throw new IllegalArgumentException(asked + " asks for nothing");
    };
  }

  /** What is not there in time, or does not fit into one message, is left out. */
  private Future<CacheMessage> fetchAll(List<CacheMessage.Fetch> fetches) {
    Ways ways = together.get();
    List<Future<CacheMessage.FetchAnswer>> each =
        fetches.stream()
            .map(fetch -> Future.succeededFuture(fetch).compose(one -> fetch(one, ways)))
            .toList();
    return Future.join(each)
        .timeout(TOGETHER_MILLIS, TimeUnit.MILLISECONDS)
        .transform(done -> Future.succeededFuture(fitting(each)));
  }

  private static CacheMessage fitting(List<Future<CacheMessage.FetchAnswer>> each) {
    List<CacheMessage.FetchAnswer> answers = new ArrayList<>();
    long room = MOST_BYTES;
    for (Future<CacheMessage.FetchAnswer> one : each) {
      CacheMessage.FetchAnswer answer =
          one.succeeded() ? one.result() : new CacheMessage.FetchAlone();
      if (answer instanceof CacheMessage.Fetched(SharedValue value)) {
        room -= value.body().length;
        answers.add(room < 0 ? new CacheMessage.FetchAlone() : answer);
      } else {
        answers.add(answer);
      }
    }
    return new CacheMessage.FetchedAll(answers);
  }

  /** What the asking node has to know is learnt first: a load that it overtakes is not joined. */
  private Future<CacheMessage.FetchAnswer> fetch(CacheMessage.Fetch fetch, Ways ways) {
    invalidator.learn(fetch.known());
    CacheMessage.Read read = fetch.read();
    Kept kept = cache.remembered().answer(read.key(), cache.clock().millis());
    if (kept != null && kept.entry().storedAtMillis() > fetch.newerThan()) {
      return Future.succeededFuture(new CacheMessage.Fetched(value(kept)));
    }
    return loads
        .once(read, cache.policies().of(read.policy()), ways, fetch.newerThan())
        .map(OwnerDesk::loaded)
        .otherwise(thrown -> failed(Failures.of(thrown)));
  }

  private static CacheMessage.FetchAnswer loaded(Kept kept) {
    return kept.isFallback()
        ? new CacheMessage.NotFetched(503, "The source failed a moment ago.")
        : new CacheMessage.Fetched(value(kept));
  }

  private static CacheMessage.FetchAnswer failed(FailureException failure) {
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
