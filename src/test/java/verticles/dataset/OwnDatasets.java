package verticles.dataset;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import verticles.bus.Bus;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheConfig;
import verticles.cache.CacheMessage;
import verticles.cache.CacheNeighbours;
import verticles.cache.CacheVerticle;
import verticles.cache.NearCache;
import verticles.config.DataSize;
import verticles.config.Problems;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.PoolSettings;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresPool;
import verticles.testing.LocalInvalidator;
import verticles.testing.MemoryTier;
import verticles.testing.TestPostgres;
import verticles.testing.TestShared;

/** Own datasets, a cache and a real database. */
final class OwnDatasets implements AutoCloseable {
  private static final String CATALOG =
      """
      datasets:
        numbers:
          description: Numbers.
          scope: shared
          policy: simple
          parameters: { count: { type: integer, min: 0, max: 100000, default: 3 } }
          max-rows: 1000
          sql: |
            SELECT n AS number, 'row ' || n AS some_text
            FROM generate_series(1, :count::int) n ORDER BY n -- the last line is a comment
        wide:
          description: A long text.
          scope: shared
          policy: simple
          max-bytes: 1KiB
          sql: SELECT repeat('x', 2000) AS long_text;
        huge:
          description: One row of 200 MB.
          scope: shared
          policy: simple
          max-bytes: 1KiB
          sql: SELECT repeat('x', 200000000) AS long_text
        types:
          description: What every type becomes.
          scope: shared
          policy: none
          parameters:
            text: { type: text, default: "it's" }
            number: { type: number, default: "12.50" }
            truth: { type: boolean, default: "true" }
            day: { type: date, default: "2024-03-31" }
            time: { type: instant, default: "2024-03-31T00:00:00.123456Z" }
            nothing: { type: integer }
          sql: SELECT :text AS text, :number AS number, :truth AS truth, :day AS day, :time AS time, :nothing AS nothing
        broken:
          description: A mistake that only the database sees.
          scope: shared
          policy: simple
          sql: SELECT secret_column FROM no_such_table
        writing:
          description: Not a read.
          scope: shared
          policy: simple
          sql: WITH gone AS (DELETE FROM zone RETURNING *) SELECT * FROM gone
        elsewhere:
          description: Of a database that is not connected.
          scope: shared
          policy: simple
          source: erp
          sql: SELECT 1
      """;
  private static final Caller ANN = new Caller("ann", "north", Role.VIEWER);

  final Bus bus;
  final NearCache cache;
  private final Vertx vertx = Vertx.vertx();
  private final DatasetClient datasets;

  OwnDatasets() {
    bus = new Bus(vertx, "test").carry(CacheMessage.class);
    cache = new NearCache(config(), bus, InstantSource.system());
    DatasetCatalog declared = catalog();
    datasets = new DatasetClient(declared, bus, InstantSource.system());
    Postgres postgres =
        new PostgresPool(
            vertx,
            TestPostgres.migrated(),
            new PoolSettings(
                4,
                64,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(25),
                Duration.ofMinutes(30)));
    MemoryTier tier = new MemoryTier();
    CacheNeighbours alone =
        new CacheNeighbours(
            tier, new LocalInvalidator(cache.memory(), tier), () -> List.of(bus.nodeId()));
    vertx.deployVerticle(new CacheVerticle(bus, cache, alone)).await();
    vertx.deployVerticle(new DatasetVerticle(bus, declared, Map.of("postgres", postgres))).await();
  }

  private static DatasetCatalog catalog() {
    Problems problems = new Problems();
    DatasetCatalog catalog =
        DatasetCatalog.read(CATALOG, GivenCatalog.POLICIES, Set.of("postgres", "erp"), problems);
    problems.throwIfAny();
    return catalog;
  }

  private static CacheConfig config() {
    return new CacheConfig(
        DataSize.ofMebibytes(4),
        DataSize.ofMebibytes(1),
        new DataSize(1024),
        Duration.ofSeconds(30),
        GivenCatalog.POLICIES,
        TestShared.CONFIG);
  }

  /** What somebody asks the cache for. */
  CacheMessage.Read question(String dataset, Format format, Map<String, List<String>> query) {
    return datasets.resolve(dataset, query, ANN, format).await();
  }

  CacheAnswer read(String dataset, Format format, Map<String, List<String>> query) {
    return cache.read(question(dataset, format, query)).await();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
