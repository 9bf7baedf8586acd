package verticles.shared;

import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.redis.RedisServers;
import verticles.testing.Patience;
import verticles.testing.TestCluster;
import verticles.testing.TestShared;

/** A node's shared tier with a grid and a connection of its own, and words for what it does. */
final class StoreNode implements AutoCloseable {
  final SharedStore store;
  final RedisServers redis;
  final AtomicInteger forgotten = new AtomicInteger();
  private final MemoryLog log;

  StoreNode(TestCluster grid, RedisServers redis, MemoryLog log, Duration timeout) {
    this.redis = redis;
    this.log = log;
    SharedConfig config = TestShared.config("sr:", timeout);
    this.store =
        new SharedStore(
            grid.vertx(),
            config,
            redis,
            grid.grid().hazelcast(),
            keys(config),
            log,
            InstantSource.system(),
            forgotten::incrementAndGet);
  }

  /** The key is in the configuration: the database is not asked. */
  private static SealKeyTable keys(SharedConfig config) {
    return await(SealKeyTable.open(new UnusedPostgres(), TestShared.VAULT, config));
  }

  /** Waits until a store is used. */
  StoreNode uses(String name) {
    until("uses " + name, store::state, state -> state.store().equals(name));
    return this;
  }

  /** Waits until every part of Redis may be read. */
  StoreNode isTrusted() {
    until("trusted", store::state, TierState::trusted);
    return this;
  }

  /** Which store is read for a key. */
  String stamped(String key) {
    return await(store.find(key, List.of("tag"))).stamps().store();
  }

  String find(String key) {
    return Samples.text(await(store.find(key, List.of("tag"))));
  }

  boolean load(String key, String body) {
    Found found = await(store.find(key, List.of("tag")));
    return await(store.keep(key, Samples.value(body, "tag"), found.stamps()));
  }

  /** The same for several at once. */
  List<Boolean> loadAll(List<String> keys, String body) {
    List<Future<Found>> found =
        store.find(keys.stream().map(key -> new Wanted(key, List.of("tag"))).toList());
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      SharedValue value = Samples.value(body + " " + keys.get(i), "tag");
      offers.add(new Offer(keys.get(i), value, await(found.get(i)).stamps()));
    }
    return store.keep(offers).stream().map(Patience::await).toList();
  }

  /** Records it first, then makes it count, as coherence does. */
  long invalidate(Mode mode, Target... targets) {
    Invalidation made = Invalidation.of(mode, targets);
    log.add(made);
    return await(store.apply(made));
  }

  @Override
  public void close() {
    store.close();
    await(redis.close());
  }
}
