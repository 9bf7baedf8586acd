package verticles.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;

/** Starts loads, one per key at a time, and lets everybody who wants the same wait for it. */
final class Loads {
  private static final Logger LOGGER = LoggerFactory.getLogger(Loads.class);

  /** How long after a failed reload the same key is not loaded again behind the scenes. */
  private static final Duration REST = Duration.ofSeconds(1);

  private static final int MOST_RESTING = 10_000;

  private final Memory memory;
  private final Loader loader;
  private final Ways ways;
  private final InstantSource clock;
  private final Cache<String, Boolean> resting;

  Loads(Memory memory, Loader loader, Ways ways, InstantSource clock) {
    this.memory = memory;
    this.loader = loader;
    this.ways = ways;
    this.clock = clock;
    this.resting =
        Caffeine.newBuilder()
            .maximumSize(MOST_RESTING)
            .expireAfterWrite(REST)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /** A load that is shared with nobody and kept nowhere. */
  Future<Kept> alone(CacheMessage.Read read, CacheConfig.Policy policy) {
    return loader.loadAlone(memory.begin(read, clock.millis()), policy, ways);
  }

  /** Starts a load, or joins the one that runs. */
  Future<Kept> once(CacheMessage.Read read, CacheConfig.Policy policy, long newerThan) {
    return once(read, policy, ways, newerThan);
  }

  /** The same by other ways. */
  Future<Kept> once(
      CacheMessage.Read read, CacheConfig.Policy policy, Ways others, long newerThan) {
    Running load = memory.join(read, clock.millis());
    if (load.begin()) {
      start(load, policy, others, newerThan);
    } else {
      load.tally().coalesced.increment();
    }
    return load.result();
  }

  private void start(Running load, CacheConfig.Policy policy, Ways others, long newerThan) {
    Promise<Kept> promise = load.promise();
    Future.succeededFuture(load)
        .compose(begun -> loader.bring(begun, policy, others, newerThan))
        .onFailure(thrown -> failed(load, policy, Failures.of(thrown)))
        .recover(
            thrown ->
                load.fallback()
                    .filter(kept -> kept.state(clock.millis()) != Kept.State.DEAD)
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(thrown)))
        .onComplete(
            loaded -> {
              memory.ended(load);
              promise.handle(loaded);
            });
  }

  private void failed(Running load, CacheConfig.Policy policy, FailureException failure) {
    String key = load.read().key();
    if (failure.failure() == Failure.NOT_FOUND && policy.negative().isPositive()) {
      memory.keepAbsence(load, failure, policy.negative(), clock.millis());
    } else if (memory.entries().find(key) != null) {
      resting.put(key, true);
      LOGGER
          .atWarn()
          .addKeyValue("key", key)
          .addKeyValue("reason", failure.getMessage())
          .log("an answer is served out of date: it could not be loaded again");
    }
  }

  /** Loads behind the scenes. */
  void behind(CacheMessage.Read read, CacheConfig.Policy policy, Kept outdated) {
    if (!rests(read.key())) {
      outdated.refreshing();
      once(read, policy, outdated.entry().storedAtMillis())
          .onFailure(thrown -> outdated.refreshFailed());
    }
  }

  /** Whether the last load of that key failed a moment ago: its source is left in peace. */
  boolean rests(String key) {
    return resting.getIfPresent(key) != null;
  }
}
