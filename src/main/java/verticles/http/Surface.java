package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import verticles.bus.BridgeBus;
import verticles.market.Kind;

/**
 * What the event loops of an open node share: contract, page, live prices. Made once, when the rest
 * of the node is ready.
 */
final class Surface {
  /** Each import holds a database connection and a transaction while its file comes in. */
  private static final int IMPORTS = 4;

  final HttpServices services;
  final Contract contract;
  final OpenAPIContract loaded;
  final PriceFeed prices = new PriceFeed();
  private final PageOperations pages;
  private final SessionOperations sessions;
  private final HealthOperations health;
  private final Origins origins;
  private final BridgeAddresses bridged;
  private final Semaphore slots = new Semaphore(IMPORTS);

  private Surface(
      Vertx vertx,
      HttpServices services,
      Contract contract,
      OpenAPIContract loaded,
      PageOperations pages,
      HealthOperations health) {
    this.services = services;
    this.contract = contract;
    this.loaded = loaded;
    this.pages = pages;
    this.health = health;
    this.sessions = new SessionOperations(services);
    this.origins = new Origins(services.notices().settings().origins());
    this.bridged = new BridgeAddresses(new BridgeBus(vertx), services.notices().notifications());
  }

  /** Reads and prepares everything, then listens to the feeds. */
  static Future<Surface> prepare(
      Vertx vertx,
      HttpServices services,
      Contract contract,
      String webroot,
      HealthOperations health) {
    Future<PageOperations> pages =
        vertx
            .executeBlocking(() -> PageOperations.load(contract, webroot), false)
            .map(Objects::requireNonNull);
    return contract
        .checked(vertx)
        .compose(
            loaded ->
                pages.map(made -> new Surface(vertx, services, contract, loaded, made, health)))
        .compose(Surface::listen);
  }

  private Future<Surface> listen() {
    return prices.hear(services.bus()).map(heard -> this);
  }

  /** The routes of one event loop. */
  Routes routes(
      Vertx vertx, HttpConfig config, RateLimits limits, HotReads hot, LoopStreams streams) {
    return new Routes(
        contract,
        operations(vertx, config, hot, streams),
        List.of(
            new AuditTrail(services.audit().log(), InstantSource.system()),
            limits::checkAddress,
            new TicketCheck(services.notices().tickets(), origins),
            new Guard(services.tokens()),
            limits::checkCaller,
            new AuditGate(services.audit().log()),
            new RecentProof(services.identity().proofs()),
            new BodyReader(vertx, config),
            new InputCheck(vertx, contract, loaded),
            limits::checkName),
        new Cors(contract, config.corsOrigins()),
        config.requestTimeout());
  }

  /** The streams of one event loop; called on it. */
  LoopStreams streams(Vertx vertx, Context loop, StreamCounter counter) {
    return new LoopStreams(
        new StreamHub(loop, prices, counter, services.tokens()),
        new NoticeStreams(vertx, loop, services, counter),
        new Bridge(vertx, services, bridged, counter));
  }

  private Map<String, Operation> operations(
      Vertx vertx, HttpConfig config, HotReads hot, LoopStreams streams) {
    Reads reads = new Reads(services.datasets(), services.cache(), hot);
    Intake intake = new Intake(vertx, slots, config);
    Uploads uploads =
        new Uploads(
            services.importer(),
            services.tasks(),
            services.notices().notifier(),
            config.maxDirectImport().bytes(),
            intake);
    BodyReader values = new BodyReader(vertx, config, services.caching().largestEntry());
    Map<String, Operation> operations =
        new HashMap<>(
            CacheOperations.of(services.caching(), services.notices().notifier(), values));
    operations.put("listDatasets", reads::list);
    operations.put("readDataset", reads::read);
    operations.put("readDatasets", new BatchReads(services.datasets(), services.cache())::read);
    operations.putAll(IdentityOperations.of(services, sessions));
    OidcOperations oidc = new OidcOperations(services.waysIn().oidc(), sessions.signIns());
    operations.put("startOidc", oidc::start);
    operations.put("finishOidc", oidc::callback);
    operations.put("openOidcSession", oidc::session);
    operations.putAll(PasskeyOperations.of(services, sessions.signIns()));
    operations.putAll(streams.operations());
    operations.put(
        "createTicket", new TicketOperations(services.notices().tickets(), origins)::create);
    operations.putAll(
        TaskOperations.of(services.tasks(), new TaskUploads(services.tasks().files(), intake)));
    operations.put("importPrices", uploads.of(Kind.PRICES));
    operations.put("importTrades", uploads.of(Kind.TRADES));
    operations.put("importBids", uploads.of(Kind.BIDS));
    operations.put("importMeterValues", uploads.of(Kind.METER_VALUES));
    AuditOperations audit = new AuditOperations(services.audit().reader());
    operations.put("listAudit", audit::list);
    operations.put("verifyAudit", audit::verify);
    operations.put("exportAudit", audit::export);
    operations.putAll(PrivacyOperations.of(services));
    operations.put("health", health::whole);
    operations.put("healthLive", health::live);
    operations.put("healthReady", health::ready);
    operations.put("healthStarted", health::started);
    operations.put("docs", pages::docs);
    operations.put("contract", pages::contract);
    operations.put("page", pages::page);
    operations.put("cachePage", pages::page);
    operations.put("accountPage", pages::page);
    operations.put("auditPage", pages::page);
    operations.put("tasksPage", pages::page);
    operations.put("asset", pages::asset);
    return operations;
  }
}
