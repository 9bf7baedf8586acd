package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;

import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import io.vertx.core.net.NetServerOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.embedded.Ports;
import verticles.invalidation.Invalidation;
import verticles.redis.RedisServers;
import verticles.redis.Reply;
import verticles.testing.TestCluster;
import verticles.testing.TestProxy;
import verticles.testing.TestRedis;

/** Random histories against real stores; a seed tells everything of one. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ModelIT {
  @TempDir static Path folder;
  static TestCluster grid;
  static TestRedis server;
  static RedisServers redis;

  @BeforeAll
  static void open() {
    int port = Ports.free();
    grid = TestCluster.join("model-" + port, port, port);
    server = TestRedis.start(folder);
    redis = Samples.connected(grid.vertx(), server.address().reveal());
  }

  @AfterAll
  static void close() {
    await(redis.close());
    server.close();
    grid.close();
  }

  private static Kept kept() {
    return new Kept(grid.vertx(), Samples.codec(), InstantSource.system(), new TierCounts());
  }

  private static Reply ask(String... words) {
    Request request = Request.cmd(Command.create(words[0]));
    for (int i = 1; i < words.length; i++) {
      request.arg(words[i]);
    }
    return await(redis.at("").batch(List.of(request))).getFirst();
  }

  /** A tier, and what may get lost of it. */
  private record Losing(Tier tier, java.util.function.Consumer<Random> loss)
      implements History.Subject {
    @Override
    public Future<Found> find(String key, List<String> tags) {
      return tier.find(key, tags);
    }

    @Override
    public Future<Boolean> keep(String key, SharedValue value, Stamps stamps) {
      return tier.keep(key, value, stamps);
    }

    @Override
    public void invalidate(Invalidation invalidation) {
      await(tier.apply(invalidation));
    }

    @Override
    public void suffer(Random random) {
      loss.accept(random);
    }
  }

  @Test
  void redisMayEvictWhateverItLikes() {
    RedisKeys keys = RedisKeys.after("sr:", Part.WHOLE);
    int hits = 0;
    int finds = 0;
    for (int seed = 1; seed <= 80; seed++) {
      ask("FLUSHALL");
      RedisTier tier = new RedisTier(redis.home(""), keys, new RedisBeat(keys, () -> {}), kept());
      History history = new History(seed, new Losing(tier, ModelIT::evict)).run(100);
      hits += history.hits;
      finds += history.finds;
    }
    // a test in which nothing is ever found could not fail
    assertThat(hits).isGreaterThan(finds / 10);
  }

  private static void evict(Random random) {
    List<String> names = new ArrayList<>();
    ask("KEYS", "*").value().orElseThrow().forEach(name -> names.add(name.toString()));
    names.remove("sr:1:beat");
    for (int i = 0; i < 2 && !names.isEmpty(); i++) {
      ask("DEL", names.get(random.nextInt(names.size())));
    }
  }

  @Test
  void theGridMayEvictWhateverItLikes() {
    IMap<String, byte[]> values = grid.grid().hazelcast().getMap("cache.values");
    IMap<String, String> stamps = grid.grid().hazelcast().getMap("cache.stamps");
    int hits = 0;
    int finds = 0;
    GridTier tier = new GridTier(grid.vertx(), grid.grid().hazelcast(), kept());
    for (int seed = 1; seed <= 40; seed++) {
      History history =
          new History(
                  seed,
                  new Losing(
                      tier,
                      random -> {
                        if (random.nextBoolean()) {
                          values.keySet().stream().findAny().ifPresent(values::delete);
                        } else {
                          stamps.keySet().stream().findAny().ifPresent(stamps::delete);
                        }
                      }))
              .run(100);
      hits += history.hits;
      finds += history.finds;
    }
    assertThat(hits).isGreaterThan(finds / 10);
  }

  /** A node whose Redis is cut off, mended, rolled back and emptied, and which restarts. */
  private static final class Suffering implements History.Subject, AutoCloseable {
    private final TestProxy proxy =
        new TestProxy(grid.vertx(), new NetServerOptions(), server.port());
    private final MemoryLog log = new MemoryLog();
    private final Map<String, byte[]> snapshot = new LinkedHashMap<>();
    private StoreNode node = node();

    private StoreNode node() {
      RedisServers own = Samples.connected(grid.vertx(), "redis://127.0.0.1:" + proxy.port());
      return new StoreNode(grid, own, log, Duration.ofSeconds(2)).uses("redis");
    }

    @Override
    public Future<Found> find(String key, List<String> tags) {
      return node.store.find(key, tags);
    }

    @Override
    public Future<Boolean> keep(String key, SharedValue value, Stamps stamps) {
      return node.store.keep(key, value, stamps);
    }

    @Override
    public void invalidate(Invalidation invalidation) {
      log.add(invalidation);
      await(node.store.apply(invalidation));
    }

    @Override
    public void suffer(Random random) {
      switch (random.nextInt(12)) {
        case 0 -> proxy.cut();
        case 1, 2 -> proxy.mend();
        case 3, 4 -> takeSnapshot();
        case 5 -> rollBack();
        case 6, 7 -> await(node.store.advance(log.mark()).otherwiseEmpty());
        case 8 -> {
          proxy.mend();
          node.close();
          node = node();
        }
        case 9, 10 -> {
          proxy.mend();
          node.uses("redis");
        }
        default -> evict(random);
      }
    }

    private void takeSnapshot() {
      snapshot.clear();
      ask("KEYS", "*")
          .value()
          .orElseThrow()
          .forEach(
              name ->
                  ask("DUMP", name.toString())
                      .value()
                      .map(Response::toBytes)
                      .ifPresent(bytes -> snapshot.put(name.toString(), bytes)));
    }

    private void rollBack() {
      ask("FLUSHALL");
      snapshot.forEach(
          (name, bytes) ->
              await(
                  redis
                      .at("")
                      .send(Request.cmd(Command.RESTORE).arg(name).arg(60_000).arg(bytes))));
    }

    @Override
    public void close() {
      node.close();
      proxy.close();
    }
  }

  @Test
  void whateverHappensToRedisNothingOutdatedIsFound() {
    int hits = 0;
    int finds = 0;
    for (int seed = 1; seed <= 5; seed++) {
      ask("FLUSHALL");
      try (Suffering subject = new Suffering()) {
        History history = new History(seed, subject).run(400);
        hits += history.hits;
        finds += history.finds;
      }
    }
    assertThat(hits).isGreaterThan(finds / 10);
  }
}
