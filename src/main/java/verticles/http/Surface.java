package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
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
  private final Semaphore imports = new Semaphore(IMPORTS);

  private Surface(
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
    return OpenAPIContract.from(vertx, RuntimeView.of(contract))
        .compose(loaded -> pages.map(made -> new Surface(services, contract, loaded, made, health)))
        .compose(Surface::listen);
  }

  private Future<Surface> listen() {
    return Future.join(
            prices.hear(services.bus()), services.tokens().hearRevocations(services.bus()))
        .map(heard -> this);
  }

  /** The routes of one event loop. */
  Routes routes(Vertx vertx, HttpConfig config, HotReads hot, StreamHub streams) {
    return new Routes(
        contract,
        operations(vertx, config, hot, streams),
        List.of(
            new Guard(services.tokens()),
            new BodyReader(vertx, config),
            new InputCheck(vertx, loaded)),
        config.requestTimeout());
  }

  private Map<String, Operation> operations(
      Vertx vertx, HttpConfig config, HotReads hot, StreamHub streams) {
    Reads reads = new Reads(services.datasets(), services.cache(), hot);
    Uploads uploads = new Uploads(vertx, services.importer(), imports, config);
    BodyReader values = new BodyReader(vertx, config, services.caching().largestEntry());
    Map<String, Operation> operations =
        new HashMap<>(CacheOperations.of(services.caching(), values));
    operations.put("listDatasets", reads::list);
    operations.put("readDataset", reads::read);
    operations.put("readDatasets", new BatchReads(services.datasets(), services.cache())::read);
    operations.put("signIn", sessions::signIn);
    operations.put("signOut", sessions::signOut);
    operations.put("signInOptions", sessions::options);
    operations.putAll(
        TaskOperations.of(
            services.tasks(), new TaskUploads(vertx, services.tasks().files(), imports, config)));
    operations.put("streamLatestPrices", streams::stream);
    operations.put("importPrices", uploads.of(Kind.PRICES));
    operations.put("importTrades", uploads.of(Kind.TRADES));
    operations.put("importBids", uploads.of(Kind.BIDS));
    operations.put("importMeterValues", uploads.of(Kind.METER_VALUES));
    operations.put("health", health::whole);
    operations.put("healthLive", health::live);
    operations.put("healthReady", health::ready);
    operations.put("healthStarted", health::started);
    operations.put("docs", pages::docs);
    operations.put("contract", pages::contract);
    operations.put("page", pages::page);
    operations.put("cachePage", pages::page);
    operations.put("tasksPage", pages::page);
    operations.put("asset", pages::asset);
    return operations;
  }
}
