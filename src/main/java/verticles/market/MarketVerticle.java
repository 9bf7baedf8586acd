package verticles.market;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Bus;
import verticles.grid.Leadership;
import verticles.postgres.Postgres;

/** Answers for zones, and runs the live feed of the simulated market while this node leads it. */
public final class MarketVerticle extends VerticleBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(MarketVerticle.class);

  private final Bus bus;
  private final Postgres postgres;
  private final Leadership leadership;
  private final MarketConfig config;
  private final InstantSource clock;
  private final ZoneTable zoneTable;
  private final ZoneDirectory zones;
  private Optional<LedFeed> feed = Optional.empty();

  /** The market of one node; {@code bus} carries {@link MarketMessage} already. */
  public MarketVerticle(
      Bus bus, Postgres postgres, Leadership leadership, MarketConfig config, InstantSource clock) {
    this.bus = bus;
    this.postgres = postgres;
    this.leadership = leadership;
    this.config = config;
    this.clock = clock;
    this.zoneTable = new ZoneTable(postgres);
    this.zones = new ZoneDirectory(zoneTable::find, clock);
  }

  @Override
  public Future<?> start() {
    return loadZones()
        .compose(loaded -> bus.answer(MarketMessage.ZONES, this::findZone))
        .compose(answering -> bus.answer(MarketMessage.EVERY_ZONE, this::listZones))
        .onSuccess(answering -> campaign());
  }

  /** Without the database the zones are asked for one by one, later. */
  private Future<Void> loadZones() {
    return zoneTable
        .all()
        .onSuccess(all -> all.forEach(zones::remember))
        .onFailure(e -> LOGGER.atWarn().setCause(e).log("the zones are not loaded yet"))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<MarketMessage.Zone> findZone(MarketMessage.FindZone asked) {
    return zones.find(asked.zone());
  }

  private Future<MarketMessage.Zones> listZones(MarketMessage.ListZones asked) {
    return zoneTable.all().map(MarketMessage.Zones::new);
  }

  private void campaign() {
    if (config.simulate()) {
      LedFeed led = new LedFeed(vertx, context, config.tick(), this::newFeed);
      feed = Optional.of(led);
      leadership.campaign("market.simulator", led);
    }
  }

  @Override
  public Future<?> stop() {
    return feed.map(LedFeed::end).orElseGet(Future::succeededFuture);
  }

  private LiveFeed newFeed() {
    return new LiveFeed(
        new TickTable(postgres),
        config,
        ticks -> bus.announce(MarketMessage.TICKS, ticks),
        this::fillHistory,
        clock);
  }

  private Future<Void> fillHistory() {
    return vertx
        .executeBlocking(() -> MarketHistory.fill(postgres.target(), config, clock), false)
        .mapEmpty();
  }
}
