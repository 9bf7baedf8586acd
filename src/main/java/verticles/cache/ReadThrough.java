package verticles.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer.Status;

/**
 * Answers what is not fresh in memory: from the entry that may still be served, or from the source.
 * There is one load per key at a time; it belongs to the cache, not to the read that caused it.
 */
final class ReadThrough {
  private static final Logger LOGGER = LoggerFactory.getLogger(ReadThrough.class);

  /** How long after a failed reload the same key is not loaded again behind the scenes. */
  private static final Duration REST = Duration.ofSeconds(1);

  private static final int MOST_RESTING = 10_000;

  /** Where answers come from. */
  @FunctionalInterface
  interface Source {
    /** The answer, or a failed future within the load timeout. */
    Future<CacheMessage.Loaded> load(CacheMessage.Load load);
  }

  private final Map<String, CacheConfig.Policy> policies;
  private final EntryStore entries;
  private final Source source;
  private final EntryMaker maker;
  private final InstantSource clock;
  private final CacheCounters counters;
  private final Map<String, Future<CacheEntry>> running = new ConcurrentHashMap<>();
  private final com.github.benmanes.caffeine.cache.Cache<String, Boolean> resting;

  ReadThrough(
      Map<String, CacheConfig.Policy> policies,
      EntryStore entries,
      Source source,
      EntryMaker maker,
      InstantSource clock,
      CacheCounters counters) {
    this.policies = policies;
    this.entries = entries;
    this.source = source;
    this.maker = maker;
    this.clock = clock;
    this.counters = counters;
    this.resting =
        Caffeine.newBuilder()
            .maximumSize(MOST_RESTING)
            .expireAfterWrite(REST)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  Future<CacheAnswer> read(CacheMessage.Read read) {
    CacheConfig.Policy policy = policy(read);
    if (!policy.keeps()) {
      counters.bypasses.increment();
      return load(read, policy).map(entry -> new CacheAnswer(entry, Status.BYPASS));
    }
    CacheEntry entry = entries.find(read.key());
    long now = clock.millis();
    if (entry != null && entry.isFresh(now)) {
      counters.hits.increment();
      return Future.succeededFuture(new CacheAnswer(entry, Status.HIT));
    } else if (entry != null && entry.isServable(now)) {
      counters.stale.increment();
      reload(read, policy);
      return Future.succeededFuture(new CacheAnswer(entry, Status.STALE));
    }
    counters.misses.increment();
    return loadOnce(read, policy).map(loaded -> new CacheAnswer(loaded, Status.MISS));
  }

  Future<CacheAnswer> refresh(CacheMessage.Read read) {
    CacheConfig.Policy policy = policy(read);
    if (!policy.keeps()) {
      return read(read);
    }
    counters.refreshes.increment();
    return loadOnce(read, policy)
        .map(loaded -> new CacheAnswer(loaded, Status.REFRESH))
        .recover(thrown -> servable(read).map(Future::succeededFuture).orElseGet(failed(thrown)));
  }

  private static Supplier<Future<CacheAnswer>> failed(Throwable thrown) {
    return () -> Future.failedFuture(thrown);
  }

  private Optional<CacheAnswer> servable(CacheMessage.Read read) {
    return Optional.ofNullable(entries.find(read.key()))
        .filter(entry -> entry.isServable(clock.millis()))
        .map(entry -> new CacheAnswer(entry, Status.STALE));
  }

  private CacheConfig.Policy policy(CacheMessage.Read read) {
    CacheConfig.Policy policy = policies.get(read.policy());
    if (policy == null) {
      throw FailureException.of(
          Failure.INTERNAL, "There is no cache policy '%s'.".formatted(read.policy()));
    }
    return policy;
  }

  /** Loads behind the scenes; a source that failed is left in peace for a moment. */
  private void reload(CacheMessage.Read read, CacheConfig.Policy policy) {
    if (running.containsKey(read.key()) || resting.getIfPresent(read.key()) != null) {
      return;
    }
    loadOnce(read, policy)
        .onFailure(
            thrown -> {
              resting.put(read.key(), true);
              log(read, thrown);
            });
  }

  /** Starts a load, or joins the one that runs. The entry is in memory before anybody is told. */
  private Future<CacheEntry> loadOnce(CacheMessage.Read read, CacheConfig.Policy policy) {
    Promise<CacheEntry> promise = Promise.promise();
    Future<CacheEntry> other = running.putIfAbsent(read.key(), promise.future());
    if (other != null) {
      counters.coalesced.increment();
      return other;
    }
    load(read, policy)
        .map(entry -> entries.keep(read.key(), entry))
        .onComplete(
            loaded -> {
              running.remove(read.key());
              promise.handle(loaded);
            });
    return promise.future();
  }

  private Future<CacheEntry> load(CacheMessage.Read read, CacheConfig.Policy policy) {
    long startedAtMillis = clock.millis();
    counters.loads.increment();
    return Future.succeededFuture(read.load())
        .compose(source::load)
        .compose(loaded -> maker.make(loaded, read, policy, startedAtMillis))
        .onFailure(thrown -> counters.loadFailures.increment());
  }

  private static void log(CacheMessage.Read read, Throwable thrown) {
    LOGGER
        .atWarn()
        .addKeyValue("key", read.key())
        .addKeyValue("reason", thrown.getMessage())
        .log("an answer is served out of date: it could not be loaded again");
  }
}
