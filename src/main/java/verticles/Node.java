package verticles;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import verticles.bus.Bus;
import verticles.cache.CacheMessage;
import verticles.dataset.DatasetClient;
import verticles.dataset.DatasetVerticle;
import verticles.dataset.DatasetWarming;
import verticles.egress.EgressClient;
import verticles.grid.Grid;
import verticles.grid.PostgresLeadership;
import verticles.http.CacheServices;
import verticles.http.Health;
import verticles.http.HttpFront;
import verticles.http.HttpServices;
import verticles.http.TaskServices;
import verticles.http.WaysIn;
import verticles.limit.Limiter;
import verticles.limit.TrustedProxies;
import verticles.market.ImportTask;
import verticles.market.MarketHistory;
import verticles.market.MarketImport;
import verticles.market.MarketMessage;
import verticles.market.MarketVerticle;
import verticles.notify.NotifyMessage;
import verticles.notify.NotifyVerticle;
import verticles.postgres.Postgres;
import verticles.security.DemoAccount;
import verticles.security.SecurityMessage;
import verticles.sync.SyncSources;
import verticles.sync.SyncTask;
import verticles.tasks.RetentionSweep;
import verticles.tasks.TaskFiles;
import verticles.tasks.Tasks;
import verticles.warming.TaskWarmer;
import verticles.warming.WarmTask;

/**
 * One node: its parts are started in order and stopped in reverse. The methods block; they are
 * called from plain threads.
 */
public final class Node {
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
    Grid grid =
        ladder.climb(
            "grid", () -> NodeGrid.start(settings, meters), started -> started.close().await());
    Vertx vertx = grid.vertx();
    Bus bus = new Bus(vertx, grid.nodeId());
    Health health = new Health(Version.TEXT, grid.nodeId(), clock);
    HttpFront front =
        new HttpFront(
            settings.http(),
            settings.node().drain(),
            new TrustedProxies(settings.limits().trustedProxies()),
            health,
            meters);
    Deployments deployments = new Deployments(vertx, ladder);
    front.secure(vertx, clock);
    // before anything else, so that a port in use is found before a database was started
    String face = deployments.listen(settings.http(), front, meters);
    url =
        "%s://%s:%d"
            .formatted(
                settings.http().tls().on() ? "https" : "http",
                settings.http().host(),
                front.port());
    folder.tell(new DataFolder.Running(ProcessHandle.current().pid(), url));
    health.watch(HealthParts.grid(grid, clock.instant()));
    EgressClient egress =
        ladder.climb(
            "egress",
            () -> EgressClient.open(vertx, settings.egress(), meters, clock),
            opened -> opened.close().await());
    health.watch(HealthParts.egress(egress, clock.instant()));
    NodeStores stores =
        new NodeStores.Opening(settings, folder.path(), vertx, ladder, health, clock).open();
    Postgres postgres = stores.own();

    if (settings.market().simulate()) {
      ladder.climb(
          "simulated history",
          () -> MarketHistory.fill(postgres.target(), settings.market(), clock));
    }
    PostgresLeadership leadership =
        ladder.climb(
            "leadership",
            () -> new PostgresLeadership(vertx, postgres.target(), grid.nodeId()),
            standing -> standing.close().await());
    bus.carry(CacheMessage.class).carry(MarketMessage.class).carry(SecurityMessage.class);
    bus.carry(NotifyMessage.class);
    NotifyVerticle notify = new NotifyVerticle(settings.notifications(), bus, vertx, postgres);
    notify.bindTo(meters);
    deployments.deploy("notifications", () -> notify);
    deployments.deploy(
        "market", () -> new MarketVerticle(bus, postgres, leadership, settings.market(), clock));
    deployments.deploy(
        "datasets", () -> new DatasetVerticle(bus, configuration.catalog(), stores.sources()));
    NodeCache cache =
        new NodeCache.Opening(
                settings.cache(), configuration.catalog(), grid, bus, stores, ladder, meters, clock)
            .open();
    health.watch(new CacheCondition(cache, clock).part());
    DatasetClient datasets = new DatasetClient(configuration.catalog(), bus, clock);
    DatasetWarming warmable = new DatasetWarming(configuration.catalog(), datasets, bus, clock);
    NodeWarming.Opened warming =
        new NodeWarming(
                settings.warming(), warmable, cache.near(), postgres, leadership, meters, clock)
            .open(vertx, ladder);

    NodeNotices told =
        new NodeNotices(grid.nodeId(), grid::members, health::parts, notify.notifier());

    NodeIdentity identity =
        new NodeIdentity.Opening(
                settings.security(),
                folder.path(),
                vertx,
                bus,
                grid.nodeId(),
                postgres,
                ladder,
                clock)
            .open();
    NodeAudit.Opened audit =
        new NodeAudit(
                settings,
                folder.path(),
                postgres,
                identity.services().sessions(),
                leadership,
                clock)
            .open(vertx, ladder);
    health.watch(audit.health());
    MarketImport imports = new MarketImport(postgres.target());
    TaskFiles files = new TaskFiles(postgres);
    NodeOutbound outbound = NodeOutbound.of(settings.llm(), egress, stores, files, clock);
    Tasks tasks =
        new NodeTasks(
                settings.tasks().with(settings.warming().tasks()).with(settings.sync().tasks()),
                settings.postgres().pool(),
                bus,
                postgres,
                notify.notifier())
            .open(
                vertx,
                ladder,
                outbound.with(
                    new WarmTask(
                        warming.warmer(),
                        postgres,
                        grid.nodeId(),
                        clock,
                        run -> NodeNotices.warming(notify.notifier(), run)),
                    new ImportTask(imports, files),
                    new SyncTask(settings.sync(), egress, postgres, imports, clock),
                    new RetentionSweep(postgres, settings.tasks().keep())),
                meters);

    if (settings.market().simulate()) {
      demoAccount = Optional.of(identity.accounts().ensureDemo(folder.path()).await());
    }
    WaysIn waysIn =
        new NodeWaysIn(settings, egress, postgres, identity.tokens(), clock)
            .open(vertx, ladder, health);
    NodeLimits limits = new NodeLimits(settings, grid, stores.redis(), meters, clock);
    Limiter limiter = limits.open(vertx, ladder);
    health.watch(limits.part(limiter, front));
    HttpServices services =
        new HttpServices(
            bus,
            warming.reads(),
            new CacheServices(
                cache.cluster(),
                new TaskWarmer(tasks, warmable),
                settings.cache().maxSize(),
                settings.cache().maxEntrySize()),
            datasets,
            identity.tokens(),
            identity.accounts(),
            waysIn,
            limiter,
            imports::run,
            new TaskServices(
                tasks,
                files::keep,
                files::delete,
                files,
                outbound.webhooks(),
                new SyncSources(settings.sync(), postgres)),
            notify,
            demoAccount,
            settings.market().simulate(),
            identity.services(),
            audit.audit(),
            audit.privacy());
    ladder.climb(
        "system notices", () -> vertx.setPeriodic(1000, tick -> told.look()), vertx::cancelTimer);
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
}
