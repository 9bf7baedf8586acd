package verticles.cache;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.cache.SharedLookup.Look;
import verticles.shared.Offer;
import verticles.shared.SharedValue;
import verticles.shared.Stamps;

/**
 * Brings what is not in memory: from the shared tier, from the node that owns the key, or from the
 * source. What it brings is in memory before anybody is told, unless it was overtaken.
 */
final class Loader {
  private static final Logger LOGGER = LoggerFactory.getLogger(Loader.class);

  private final Memory memory;
  private final EntryMaker maker;
  private final InstantSource clock;

  Loader(Memory memory, EntryMaker maker, InstantSource clock) {
    this.memory = memory;
    this.maker = maker;
    this.clock = clock;
  }

  /**
   * Brings the answer of a load.
   *
   * @param ways to the owner of the key, which is asked before the source, and to the others
   * @param newerThan wall clock in milliseconds: what was loaded up to then is not the answer
   */
  Future<Kept> bring(Running load, CacheConfig.Policy policy, Ways ways, long newerThan) {
    if (!policy.shared()) {
      return loadSharing(load, policy, ways, SharedLookup.NO_STAMPS);
    }
    return new SharedLookup(ways, clock)
        .look(load.read(), policy, newerThan)
        .compose(look -> withFallback(load, policy, look))
        .compose(
            look ->
                look.usable()
                    ? keep(load, look.value().orElseThrow(), policy).onSuccess(Kept::shared)
                    : ways.fetch(load.read(), newerThan)
                        .compose(value -> keepOrLoad(load, policy, ways, value, look.stamps())));
  }

  /** A load that is shared with nobody and kept nowhere. */
  Future<Kept> loadAlone(Running load, CacheConfig.Policy policy, Ways ways) {
    return load(load, policy, ways).compose(value -> ready(load, value, policy));
  }

  /** What is out of date is served when the load fails, to the reads to come as well. */
  private Future<Look> withFallback(Running load, CacheConfig.Policy policy, Look look) {
    if (look.fallback().isEmpty() || memory.entries().find(load.read().key()) != null) {
      return Future.succeededFuture(look);
    }
    return ready(load, look.fallback().get(), policy)
        .map(
            kept -> {
              if (look.expired()) {
                kept.expire();
              }
              load.fallBackOn(kept);
              remember(load, kept, policy);
              return look;
            });
  }

  private Future<Kept> keepOrLoad(
      Running load,
      CacheConfig.Policy policy,
      Ways ways,
      Optional<SharedValue> value,
      Stamps stamps) {
    return value.isPresent()
        ? keep(load, value.get(), policy)
        : loadSharing(load, policy, ways, stamps);
  }

  private Future<Kept> loadSharing(
      Running load, CacheConfig.Policy policy, Ways ways, Stamps stamps) {
    return load(load, policy, ways)
        .compose(
            value -> {
              Kept before = memory.entries().find(load.read().key());
              return keep(load, value, policy)
                  .onSuccess(
                      kept -> {
                        load.tally().observe(before, kept);
                        share(load, ways, value, stamps);
                      });
            });
  }

  /** Nobody waits for it. */
  private void share(Running load, Ways ways, SharedValue value, Stamps stamps) {
    if (load.counts() && !stamps.byName().isEmpty()) {
      ways.keep(new Offer(load.read().key(), value, stamps))
          .onFailure(
              thrown ->
                  LOGGER
                      .atDebug()
                      .addKeyValue("key", load.read().key())
                      .addKeyValue("reason", thrown.getMessage())
                      .log("a value was not shared"));
    }
  }

  private Future<SharedValue> load(Running load, CacheConfig.Policy policy, Ways ways) {
    CacheMessage.Read read = load.read();
    long startedAtMillis = clock.millis();
    return Future.succeededFuture(read.load())
        .compose(ways::load)
        .onFailure(thrown -> load.tally().loadFailures.increment())
        .map(
            brought -> {
              CacheMessage.Loaded loaded = brought.loaded();
              load.tally().loaded(read.policy(), brought.micros());
              Lifetime life =
                  Lifetime.of(
                      policy, load.tally().fresh(policy), ThreadLocalRandom.current()::nextLong);
              return new SharedValue(
                  loaded.contentType(),
                  loaded.body(),
                  read.visible().name(),
                  read.tags(),
                  startedAtMillis,
                  brought.micros(),
                  life.fresh(),
                  life.revalidate() - life.fresh(),
                  life.error() - life.fresh());
            });
  }

  private Future<Kept> keep(Running load, SharedValue value, CacheConfig.Policy policy) {
    return ready(load, value, policy)
        .map(
            kept -> {
              remember(load, kept, policy);
              return kept;
            });
  }

  private void remember(Running load, Kept kept, CacheConfig.Policy policy) {
    if (policy.near()) {
      memory.keep(load.read().key(), kept, load);
    }
  }

  private Future<Kept> ready(Running load, SharedValue value, CacheConfig.Policy policy) {
    Lifetime life =
        Lifetime.of(policy, value.freshMillis(), value.revalidateMillis(), value.errorMillis());
    Future<CacheEntry> made =
        policy.compress() ? maker.make(value, life) : maker.makePlain(value, life);
    return made.map(entry -> new Kept(entry, load, life));
  }
}
