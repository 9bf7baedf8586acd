package verticles;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage;
import verticles.cache.CacheMeters;
import verticles.cache.CacheVerticle;
import verticles.cache.NearCache;
import verticles.config.Secret;
import verticles.dataset.DatasetClient;
import verticles.dataset.DatasetVerticle;
import verticles.grid.Grid;
import verticles.grid.PostgresLeadership;
import verticles.http.Health;
import verticles.http.HttpConfig;
import verticles.http.HttpFront;
import verticles.http.HttpServices;
import verticles.http.HttpVerticle;
import verticles.http.MetricsVerticle;
import verticles.market.MarketHistory;
import verticles.market.MarketImport;
import verticles.market.MarketMessage;
import verticles.market.MarketVerticle;
import verticles.postgres.PoolSettings;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresPool;
import verticles.postgres.PostgresProbe;
import verticles.postgres.PostgresTarget;
import verticles.postgres.SourceConfig;
import verticles.redis.GuardedRedis;
import verticles.redis.LocalRedis;
import verticles.redis.NoRedis;
import verticles.redis.RedisConfig;
import verticles.redis.RedisConnection;
import verticles.security.Accounts;
import verticles.security.DemoAccount;
import verticles.security.KeyRing;
import verticles.security.SecurityMessage;
import verticles.security.SigningKeys;
import verticles.security.Tokens;

/**
 * One node: its parts are started in order and stopped in reverse. The methods block; they are
 * called from plain threads.
 */
public final class Node {
  private static final String OWN_SOURCE = "postgres";

  private final NodeConfig settings;
  private final Configuration configuration;
  private final InstantSource clock = InstantSource.system();
  private final Ladder ladder = new Ladder();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Optional<DemoAccount> demoAccount = Optional.empty();
  private String url = "";

  /** A node that is not started yet. */
  public Node(Configuration configuration) {
    this.configuration = configuration;
    this.settings = configuration.settings();
  }

  /**
   * Starts every part. Where PostgreSQL is not reachable it waits for it, not ready but alive.
   *
   * @throws Exception of the step that failed; what was started then is stopped by {@link #stop}
   */
  public void start() throws Exception {
    DataFolder folder =
        ladder.climb(
            "data folder", () -> DataFolder.take(settings.node().data()), DataFolder::close);
    Grid grid = ladder.climb("grid", this::startGrid, started -> started.close().await());
    Vertx vertx = grid.vertx();
    Bus bus = new Bus(vertx, grid.nodeId());
    Health health = new Health(Version.TEXT, grid.nodeId(), clock);
    HttpFront front = new HttpFront(settings.http(), settings.node().drain(), health, meters);
    String face = listen(vertx, front);
    url = "http://%s:%d".formatted(settings.http().host(), front.port());
    folder.tell(new DataFolder.Running(ProcessHandle.current().pid(), url));
    health.watch(HealthParts.grid(grid, clock.instant()));

    NodeDatabase database =
        ladder.climb(
            "postgresql",
            () -> NodeDatabase.open(settings.postgres(), folder.path()),
            NodeDatabase::close);
    PostgresProbe probe =
        ladder.climb(
            "postgresql probe",
            () -> new PostgresProbe(vertx, database.target(), clock).start(),
            started -> started.close().await());
    health.watch(HealthParts.database(probe));
    probe.waitUntilUp().await();
    ladder.climb("migrations", database::migrate);
    RedisConnection redis = openRedis(vertx, folder.path());
    health.watch(HealthParts.redis(redis));
    Postgres postgres = openPool(vertx, OWN_SOURCE, database.target(), settings.postgres().pool());
    Map<String, Postgres> sources = openSources(vertx, postgres);

    if (settings.market().simulate()) {
      ladder.climb(
          "simulated history",
          () -> MarketHistory.fill(database.target(), settings.market(), clock));
    }
    PostgresLeadership leadership =
        ladder.climb(
            "leadership",
            () -> new PostgresLeadership(vertx, database.target(), grid.nodeId()),
            standing -> standing.close().await());
    bus.carry(CacheMessage.class).carry(MarketMessage.class).carry(SecurityMessage.class);
    NearCache cache = new NearCache(settings.cache(), bus, clock);
    new CacheMeters(cache).bindTo(meters);
    deploy(
        "market",
        vertx,
        () -> new MarketVerticle(bus, postgres, leadership, settings.market(), clock),
        1);
    deploy("datasets", vertx, () -> new DatasetVerticle(bus, configuration.catalog(), sources), 1);
    deploy("cache", vertx, () -> new CacheVerticle(bus, cache), 1);

    SigningKeys keys = SigningKeys.open(folder.path());
    KeyRing ring = KeyRing.shared(keys, postgres, clock);
    ladder.climb("signing keys", () -> ring.join(grid.nodeId()).await());
    Tokens tokens = new Tokens(keys, ring, settings.security(), clock);
    Accounts accounts = new Accounts(vertx, postgres, clock);
    if (settings.market().simulate()) {
      demoAccount = Optional.of(accounts.ensureDemo(folder.path()).await());
    }
    HttpServices services =
        new HttpServices(
            bus,
            cache,
            new DatasetClient(configuration.catalog(), bus, clock),
            tokens,
            accounts,
            new MarketImport(database.target())::run,
            demoAccount,
            settings.market().simulate());
    // what runs is finished before anything that it needs is stopped
    ladder.climb(
        "open",
        () -> front.open(vertx, services).await(),
        opened -> {
          front.drain();
          vertx.undeploy(face).await();
        });
  }

  /** Stops everything that was started, the last part first; also while the start still runs. */
  public void stop() {
    ladder.descend();
  }

  /** Where the HTTP API and the page are. */
  public String url() {
    return url;
  }

  /** The account of a demo; empty otherwise. */
  public Optional<DemoAccount> demoAccount() {
    return demoAccount;
  }

  private Grid startGrid() {
    new JvmMemoryMetrics().bindTo(meters);
    new JvmGcMetrics().bindTo(meters);
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(Math.max(2, settings.http().loops()))
            // the HTTP room counts its own requests: these would time a stream as one answer
            .setMetricsOptions(
                new MicrometerMetricsOptions()
                    .setEnabled(true)
                    .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER));
    return Grid.start(
            settings.grid(),
            options,
            vertx -> vertx.withMetrics(new MicrometerMetricsFactory(meters)))
        .await();
  }

  /** Before anything else, so that a port in use is found before a database was started. */
  private String listen(Vertx vertx, HttpFront front) throws Exception {
    HttpConfig http = settings.http();
    try {
      String face = deploy("http", vertx, () -> new HttpVerticle(front), http.loops());
      deploy("metrics", vertx, () -> new MetricsVerticle(http, front, meters), 1);
      return face;
    } catch (IOException e) {
      throw FailureException.of(
          Failure.CONFLICT,
          "Cannot listen on %s, port %d for HTTP and %d for metrics: %s. Choose others with --port and http.metrics-port."
              .formatted(http.host(), http.port(), http.metricsListensOn(), reason(e)),
          e);
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).contains("in use")
        ? "one of them is in use"
        : String.valueOf(e.getMessage());
  }

  private String deploy(String step, Vertx vertx, Supplier<Deployable> verticle, int instances)
      throws Exception {
    DeploymentOptions options = new DeploymentOptions().setInstances(instances);
    return ladder.climb(
        step,
        () -> vertx.deployVerticle(verticle, options).await(),
        deployment -> {
          if (vertx.deploymentIDs().contains(deployment)) {
            vertx.undeploy(deployment).await();
          }
        });
  }

  /** Redis may be away or not configured at all: the node starts without it. */
  private RedisConnection openRedis(Vertx vertx, Path data) throws Exception {
    RedisConfig config = settings.redis();
    Optional<Secret> address =
        config.isEmbedded()
            ? Optional.of(
                ladder.climb("redis", () -> LocalRedis.start(data), LocalRedis::stop).address())
            : config.address();
    return ladder.climb(
        "redis connection",
        () ->
            address.isPresent()
                ? new GuardedRedis(vertx, config, address.get(), clock)
                : new NoRedis(clock),
        connection -> connection.close().await());
  }

  /** The databases by the names that datasets use. */
  private Map<String, Postgres> openSources(Vertx vertx, Postgres own) throws Exception {
    Map<String, Postgres> sources = new HashMap<>();
    sources.put(OWN_SOURCE, own);
    for (var source : settings.sources().entrySet()) {
      SourceConfig config = source.getValue();
      sources.put(
          source.getKey(), openPool(vertx, source.getKey(), config.target(), config.pool()));
    }
    return sources;
  }

  private PostgresPool openPool(Vertx vertx, String step, PostgresTarget target, PoolSettings pool)
      throws Exception {
    return ladder.climb(
        step, () -> new PostgresPool(vertx, target, pool), opened -> opened.close().await());
  }
}
