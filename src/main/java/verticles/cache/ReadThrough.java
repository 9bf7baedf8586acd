package verticles.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.cache.CacheAnswer.Status;

/**
 * Answers what is not simply fresh in memory: from the entry that may still be served, or by a
 * load. A load belongs to the cache, not to the read that caused it: it goes on when nobody waits.
 */
final class ReadThrough {
  private final Policies policies;
  private final Memory memory;
  private final Loads loads;
  private final InstantSource clock;
  private final CacheCounters counters;

  ReadThrough(
      Policies policies, Memory memory, Loads loads, InstantSource clock, CacheCounters counters) {
    this.policies = policies;
    this.memory = memory;
    this.loads = loads;
    this.clock = clock;
    this.counters = counters;
  }

  Future<CacheAnswer> read(CacheMessage.Read read) {
    CacheConfig.Policy policy = policies.of(read.policy());
    if (!policy.keeps()) {
      counters.bypasses.increment();
      return within(policy.hardTimeout(), loads.alone(read, policy), read)
          .map(kept -> new CacheAnswer(kept.entry(), Status.BYPASS));
    } else if (!memory.trusted().isGiven()) {
      return within(policy.hardTimeout(), memory.trusted().whenGiven(), read)
          .compose(trusted -> answer(read, policy));
    }
    return answer(read, policy);
  }

  private Future<CacheAnswer> answer(CacheMessage.Read read, CacheConfig.Policy policy) {
    long now = clock.millis();
    Kept kept = memory.entries().find(read.key());
    if (kept == null) {
      return absentOrLoaded(read, policy, now);
    }
    return switch (kept.state(now)) {
      case FRESH -> fresh(read, policy, kept, now);
      case REVALIDATE -> {
        kept.tally().stale.increment();
        loads.behind(read, policy, kept);
        yield Future.succeededFuture(new CacheAnswer(kept.entry(), Status.STALE));
      }
      case ERROR -> loadedInTime(read, policy, kept);
      case DEAD -> absentOrLoaded(read, policy, now);
    };
  }

  private Future<CacheAnswer> fresh(
      CacheMessage.Read read, CacheConfig.Policy policy, Kept kept, long now) {
    kept.hit();
    if (kept.wantsRefresh(now)) {
      counters.earlyRefreshes.increment();
      loads.behind(read, policy, kept);
    }
    return Future.succeededFuture(new CacheAnswer(kept.entry(), Status.HIT));
  }

  /** Waits for the load a little, then serves what is there. */
  private Future<CacheAnswer> loadedInTime(
      CacheMessage.Read read, CacheConfig.Policy policy, Kept kept) {
    CacheAnswer outdated = new CacheAnswer(kept.entry(), Status.STALE);
    if (loads.rests(read.key())) {
      kept.tally().stale.increment();
      return Future.succeededFuture(outdated);
    }
    return loads
        .once(read, policy, kept.entry().storedAtMillis())
        .timeout(policy.softTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .map(loaded -> answered(loaded, Status.MISS))
        .otherwise(
            late -> {
              kept.tally().stale.increment();
              return outdated;
            });
  }

  private Future<CacheAnswer> absentOrLoaded(
      CacheMessage.Read read, CacheConfig.Policy policy, long now) {
    Optional<FailureException> absent = memory.absences().find(read.key(), now);
    if (absent.isPresent()) {
      counters.negativeHits.increment();
      return Future.failedFuture(absent.get());
    }
    memory.tallies().of(read.key()).misses.increment();
    return within(policy.hardTimeout(), loads.once(read, policy, 0), read)
        .map(loaded -> answered(loaded, Status.MISS));
  }

  Future<CacheAnswer> refresh(CacheMessage.Read read) {
    CacheConfig.Policy policy = policies.of(read.policy());
    if (!policy.keeps()) {
      return read(read);
    }
    counters.refreshes.increment();
    return within(policy.hardTimeout(), loads.once(read, policy, Long.MAX_VALUE), read)
        .map(loaded -> answered(loaded, Status.REFRESH))
        .recover(
            thrown ->
                servable(read)
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(thrown)));
  }

  /** Loads what is not there; counts neither a hit nor a miss, because nobody has asked. */
  Future<CacheAnswer> warm(CacheMessage.Read read, Ways ways) {
    CacheConfig.Policy policy = policies.of(read.policy());
    if (!policy.keeps()) {
      return read(read);
    }
    Kept kept = memory.entries().find(read.key());
    if (kept != null && kept.state(clock.millis()) == Kept.State.FRESH) {
      return Future.succeededFuture(new CacheAnswer(kept.entry(), Status.HIT));
    }
    long outdated = kept == null ? 0 : kept.entry().storedAtMillis();
    return within(policy.hardTimeout(), loads.once(read, policy, ways, outdated), read)
        .map(loaded -> answered(loaded, Status.MISS));
  }

  /** The same for several that go together; each fails alone. */
  List<Future<CacheAnswer.Status>> warm(List<CacheMessage.Read> reads, Ways together) {
    return reads.stream()
        .map(Future::succeededFuture)
        .map(read -> read.compose(one -> warm(one, together)).map(CacheAnswer::status))
        .toList();
  }

  private static CacheAnswer answered(Kept loaded, Status otherwise) {
    Status status =
        loaded.isFallback() ? Status.STALE : loaded.isShared() ? Status.SHARED : otherwise;
    return new CacheAnswer(loaded.entry(), status);
  }

  private Optional<CacheAnswer> servable(CacheMessage.Read read) {
    return Optional.ofNullable(memory.entries().find(read.key()))
        .filter(kept -> kept.state(clock.millis()) != Kept.State.DEAD)
        .map(kept -> new CacheAnswer(kept.entry(), Status.STALE));
  }

  private <T> Future<T> within(Duration hard, Future<T> load, CacheMessage.Read read) {
    return load.timeout(hard.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            thrown -> {
              if (!(thrown instanceof TimeoutException)) {
                return Future.failedFuture(Failures.of(thrown));
              }
              counters.timeouts.increment();
              return Future.failedFuture(
                  FailureException.of(
                      Failure.TIMEOUT,
                      "%s was not loaded within %d ms; the load goes on."
                          .formatted(Keys.pattern(read.key()), hard.toMillis())));
            });
  }
}
