package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
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
import verticles.postgres.LocalPostgres;
import verticles.postgres.PoolSettings;
import verticles.postgres.PostgresPool;
import verticles.postgres.PostgresProbe;
import verticles.postgres.PostgresState;
import verticles.postgres.ProbedPostgres;
import verticles.testing.LocalInvalidator;
import verticles.testing.MemoryTier;
import verticles.testing.Patience;
import verticles.testing.SettableClock;
import verticles.testing.Signals;
import verticles.testing.TestPolicy;
import verticles.testing.TestShared;

/**
 * Reads through the cache while a real database is frozen. Every timeout is an hour: what comes at
 * all did not wait for one.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class FrozenSourceTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, CacheConfig.Policy> POLICIES =
      Map.of(
          "minute",
          TestPolicy.fresh(Duration.ofMinutes(1)).error(HOUR).timeouts(HOUR, HOUR).make());
  private static final String CATALOG =
      """
      datasets:
        numbers:
          description: A number.
          scope: shared
          policy: minute
          parameters: { n: { type: integer, min: 1, max: 100, required: true } }
          sql: SELECT :n AS n
      """;
  private static final PoolSettings PATIENT =
      new PoolSettings(4, 64, HOUR, HOUR, HOUR.plusSeconds(1), HOUR);

  @TempDir static Path data;

  private final Vertx vertx = Vertx.vertx();
  private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
  private final Bus bus = new Bus(vertx, "node").carry(CacheMessage.class);
  private final DatasetCatalog catalog =
      DatasetCatalog.read(CATALOG, POLICIES, Set.of("postgres"), new Problems());
  private final DatasetClient client = new DatasetClient(catalog, bus, clock);
  private final NearCache cache =
      new NearCache(
          new CacheConfig(
              DataSize.ofMebibytes(4),
              DataSize.ofMebibytes(1),
              new DataSize(1024),
              HOUR,
              POLICIES,
              TestShared.CONFIG),
          bus,
          clock);
  private LocalPostgres server;
  private PostgresProbe probe;

  @BeforeEach
  void start() {
    server = LocalPostgres.start(data);
    probe = new PostgresProbe(vertx, server.target(), InstantSource.system()).start();
    probe.waitUntilUp().await();
    ProbedPostgres postgres =
        new ProbedPostgres(new PostgresPool(vertx, server.target(), PATIENT), probe);
    vertx.deployVerticle(new DatasetVerticle(bus, catalog, Map.of("postgres", postgres))).await();
    MemoryTier tier = new MemoryTier();
    CacheNeighbours alone =
        new CacheNeighbours(
            tier, new LocalInvalidator(cache.memory(), tier), () -> List.of(bus.nodeId()));
    vertx.deployVerticle(new CacheVerticle(bus, cache, alone)).await();
  }

  @AfterEach
  void stop() {
    probe.close().await();
    vertx.close().await();
    server.stop();
  }

  private Future<CacheAnswer> read(int n) {
    Caller ann = new Caller("ann", "north", Role.VIEWER);
    return client
        .resolve("numbers", Map.of("n", List.of(String.valueOf(n))), ann, Format.JSON)
        .compose(cache::read);
  }

  @Test
  void nobodyWaitsForADatabaseThatItsProbeHasFoundSilent() {
    Patience.await(read(1));
    clock.pass(Duration.ofMinutes(2));
    Signals.freeze(server.pid());
    Future<CacheAnswer> outdated;
    FailureException begunBefore;
    FailureException joined;
    FailureException later;
    try {
      Future<CacheAnswer> begun = read(2);
      Patience.until("found", probe::state, PostgresState.Down.class::isInstance);
      outdated = read(1);
      joined = Failures.of(Patience.failure(read(2)));
      begunBefore = Failures.of(Patience.failure(begun));
      later = Failures.of(Patience.failure(read(3)));
      Patience.await(outdated);
    } finally {
      Signals.thaw(server.pid());
    }

    assertThat(List.of(begunBefore, joined, later))
        .allMatch(failure -> failure.failure() == Failure.UNAVAILABLE)
        .allMatch(
            failure ->
                failure
                    .detail()
                    .equals("The source postgres of the dataset numbers has not answered lately."));
    assertThat(outdated.result().status()).isEqualTo(CacheAnswer.Status.STALE);
    Patience.holds(
        () ->
            assertThat(Patience.await(read(3).map(CacheAnswer::status).otherwiseEmpty()))
                .isIn(CacheAnswer.Status.MISS, CacheAnswer.Status.HIT));
  }
}
