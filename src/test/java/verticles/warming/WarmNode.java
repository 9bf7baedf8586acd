package verticles.warming;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.bus.Bus;
import verticles.cache.CacheConfig;
import verticles.cache.CacheMessage;
import verticles.cache.CacheNeighbours;
import verticles.cache.CacheVerticle;
import verticles.cache.NearCache;
import verticles.config.DataSize;
import verticles.config.Problems;
import verticles.dataset.DatasetCatalog;
import verticles.dataset.DatasetClient;
import verticles.dataset.DatasetVerticle;
import verticles.dataset.DatasetWarming;
import verticles.dataset.Format;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.MarketMessage;
import verticles.postgres.Postgres;
import verticles.tasks.TaskMessage;
import verticles.tasks.TaskVerticle;
import verticles.tasks.Tasks;
import verticles.tasks.TasksConfig;
import verticles.testing.LocalInvalidator;
import verticles.testing.MemoryTier;
import verticles.testing.PlainPostgres;
import verticles.testing.TestConfig;
import verticles.testing.TestPolicy;
import verticles.testing.TestShared;

/** The parts of a node that warming needs, on a real database, without HTTP and a grid. */
final class WarmNode implements AutoCloseable {
  private static final String CATALOG =
      """
      datasets:
        numbers:
          description: A number.
          scope: shared
          policy: test
          tags: [numbers, "number:{n}"]
          parameters: { n: { type: integer, min: 1, max: 10000, required: true } }
          warm: [{ parameters: { n: "*" } }]
          sql: SELECT :n AS n
        asked:
          description: A number that nothing declares to be warmed.
          scope: shared
          policy: test
          tags: [asked]
          parameters: { n: { type: integer, min: 1, max: 10000, required: true } }
          sql: SELECT :n AS n
        vital:
          description: Vital.
          scope: shared
          policy: test
          tags: [vital]
          warm: [{ critical: true }]
          sql: SELECT count(*) AS zones FROM zone
        ours:
          description: Ours.
          scope: organisation
          policy: test
          warm: [{ critical: false }]
          sql: SELECT :organisation AS organisation
        slow:
          description: Slow.
          scope: shared
          policy: test
          parameters: { n: { type: integer, min: 1, max: 100, required: true } }
          warm: [{ parameters: { n: "*" } }]
          sql: SELECT :n AS n, pg_sleep(0.2)
        halting:
          description: Some fail, and one takes its time.
          scope: shared
          policy: test
          tags: ["halting:{n}"]
          parameters: { n: { type: integer, min: 1, max: 90, required: true } }
          warm: [{ parameters: { n: "*" } }]
          sql: SELECT 1 / (:n % 40) AS n, CASE WHEN :n = 70 THEN pg_sleep(1) END AS slept
        broken:
          description: Broken.
          scope: shared
          policy: test
          parameters: { n: { type: integer, min: 1, max: 50, required: true } }
          warm: [{ parameters: { n: "*" } }]
          sql: SELECT 1 / (:n - :n) AS n
      """;
  private static final CacheConfig.Policy POLICY = TestPolicy.fresh(Duration.ofHours(1)).make();

  private static final TasksConfig TASKS =
      TestConfig.section("tasks", TasksConfig.class, "drain: 0s\nschedule: []\n");

  final Vertx vertx = Vertx.vertx();
  final AtomicInteger live = new AtomicInteger();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Postgres postgres;
  final NearCache cache;
  final DatasetClient datasets;
  final AccessHistory history;
  final CacheWarmer warmer;
  final DatasetWarming warmable;
  final TaskWarmer runs;
  final Tasks tasks;
  final Queue<WarmRun.State> told = new ConcurrentLinkedQueue<>();

  WarmNode(String id, Postgres shared, InstantSource clock) {
    Bus bus =
        new Bus(vertx, id)
            .carry(CacheMessage.class)
            .carry(MarketMessage.class)
            .carry(TaskMessage.class);
    postgres = new PlainPostgres(vertx, shared.target());
    DatasetCatalog catalog = catalog();
    CacheConfig config =
        new CacheConfig(
            new DataSize(64 << 20),
            new DataSize(1 << 20),
            new DataSize(1 << 20),
            Duration.ofSeconds(12),
            policies(),
            TestShared.CONFIG);
    cache = new NearCache(config, bus, clock);
    vertx.deployVerticle(new DatasetVerticle(bus, catalog, Map.of("postgres", postgres))).await();
    MemoryTier tier = new MemoryTier();
    LocalInvalidator invalidator = new LocalInvalidator(cache.memory(), tier);
    CacheNeighbours alone = new CacheNeighbours(tier, invalidator, () -> List.of(id));
    vertx.deployVerticle(new CacheVerticle(bus, cache, alone)).await();
    bus.<MarketMessage.ListZones, MarketMessage.Zones>answer(
            MarketMessage.EVERY_ZONE,
            asked ->
                Future.succeededFuture(
                    new MarketMessage.Zones(
                        List.of(new MarketMessage.Zone("DK1", "Europe/Copenhagen", false)))))
        .await();
    bus.<MarketMessage.FindZone, MarketMessage.Zone>answer(
            MarketMessage.ZONES,
            asked ->
                Future.succeededFuture(
                    new MarketMessage.Zone(asked.zone(), "Europe/Copenhagen", false)))
        .await();
    datasets = new DatasetClient(catalog, bus, clock);
    warmable = new DatasetWarming(catalog, datasets, bus, clock);
    history = new AccessHistory(warmable, postgres, clock);
    warmer =
        new CacheWarmer(
            new WarmingConfig(4, 16, 1000, Duration.ofSeconds(5), List.of()),
            warmable,
            history,
            cache,
            new LiveLoads(live::get, () -> 0),
            cache::missed,
            clock,
            meters);
    WarmTask type = new WarmTask(warmer, postgres, id, clock, run -> told.add(run.state()));
    TaskVerticle verticle =
        new TaskVerticle(
            TASKS, List.of(type), vertx, bus, postgres, postgres, new SimpleMeterRegistry());
    vertx.deployVerticle(verticle).await();
    tasks = verticle.tasks();
    runs = new TaskWarmer(tasks, warmable);
  }

  /** The shipped policies, which the shipped catalog names, and one for these tests. */
  private static Map<String, CacheConfig.Policy> policies() {
    Map<String, CacheConfig.Policy> policies = new HashMap<>();
    for (String name : List.of("realtime", "analytics", "simple", "response", "live", "test")) {
      policies.put(name, POLICY);
    }
    return policies;
  }

  private static DatasetCatalog catalog() {
    try {
      Path file = Files.createTempFile("warm", ".yaml");
      Files.writeString(file, CATALOG);
      Problems problems = new Problems();
      DatasetCatalog catalog =
          DatasetCatalog.read(List.of(file), policies(), Set.of("postgres"), problems);
      problems.throwIfAny();
      Files.delete(file);
      return catalog;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CacheMessage.Read read(String dataset, String organisation, Map<String, String> parameters) {
    Map<String, List<String>> given = new HashMap<>();
    parameters.forEach((name, value) -> given.put(name, List.of(value)));
    Caller caller = new Caller("ann", organisation, Role.VIEWER);
    return datasets.resolve(dataset, given, caller, Format.JSON).await();
  }

  boolean isFresh(String dataset, String organisation, Map<String, String> parameters) {
    return cache.peek(read(dataset, organisation, parameters).key()) != null;
  }

  void sql(String statement) {
    postgres.query(statement, Tuple.tuple()).await();
  }

  @Override
  public void close() {
    warmer.close();
    vertx.close().await();
  }
}
