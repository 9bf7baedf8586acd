package verticles.dataset;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import verticles.bus.Bus;
import verticles.cache.CacheMessage;
import verticles.config.Problems;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.MarketMessage;
import verticles.testing.SettableClock;

/** A catalog with datasets that can be warmed, in a market of two zones. */
final class WarmCatalog implements AutoCloseable {
  private static final String CATALOG =
      """
      datasets:
        prices:
          description: Prices.
          scope: shared
          policy: simple
          tags: [prices, "zone:{zone}"]
          parameters:
            zone: { type: zone, required: true }
            from: { type: instant, time-zone: "{zone}", default: today }
            to: { type: instant, time-zone: "{zone}", default: from+1d, after: from }
          warm: [{ parameters: { zone: "*" } }]
          sql: SELECT :zone, :from, :to
        many:
          description: Many.
          scope: shared
          policy: simple
          parameters:
            n: { type: integer, min: 1, max: 1000 }
            side: { type: enum, values: [buy, sell] }
            open: { type: boolean }
          warm: [{ parameters: { n: "*", side: "*", open: "*" } }]
          sql: SELECT :n, :side, :open
        recent:
          description: Recent.
          scope: shared
          policy: simple
          parameters: { since: { type: instant, default: now-2h } }
          sql: SELECT :since
        ours:
          description: Ours.
          scope: organisation
          policy: simple
          tags: ["organisation:{organisation}"]
          warm: [{ critical: true }]
          sql: SELECT :organisation
        mine:
          description: Mine.
          scope: user
          policy: simple
          sql: SELECT :user
        pages:
          description: Pages.
          scope: shared
          policy: simple
          parameters: { limit: { type: integer, min: 1, max: 5, default: 2 } }
          page-by: { id: text }
          sql: SELECT :after_id, :limit
      """;
  private static final Map<String, String> ZONES =
      Map.of("DK1", "Europe/Copenhagen", "NYC", "America/New_York");

  final SettableClock clock = new SettableClock("2026-11-21T12:34:56Z");
  final DatasetCatalog catalog = catalog();
  final WarmDatasets warming;
  private final Vertx vertx = Vertx.vertx();
  private final DatasetClient client;

  WarmCatalog() {
    Bus bus = new Bus(vertx, "test").carry(MarketMessage.class);
    client = new DatasetClient(catalog, bus, clock);
    warming = new DatasetWarming(catalog, client, bus, clock);
    bus.<MarketMessage.FindZone, MarketMessage.Zone>answer(
            MarketMessage.ZONES, asked -> Future.succeededFuture(zone(asked.zone())))
        .await();
    bus.<MarketMessage.ListZones, MarketMessage.Zones>answer(
            MarketMessage.EVERY_ZONE,
            asked ->
                Future.succeededFuture(
                    new MarketMessage.Zones(
                        ZONES.keySet().stream().sorted().map(WarmCatalog::zone).toList())))
        .await();
  }

  private static MarketMessage.Zone zone(String id) {
    return new MarketMessage.Zone(id, ZONES.getOrDefault(id, "UTC"), false);
  }

  private static DatasetCatalog catalog() {
    Problems problems = new Problems();
    DatasetCatalog catalog =
        DatasetCatalog.read(CATALOG, GivenCatalog.POLICIES, Set.of("postgres"), problems);
    problems.throwIfAny();
    return catalog;
  }

  CacheMessage.Read read(String dataset, Map<String, String> parameters) {
    Map<String, List<String>> given = new HashMap<>();
    parameters.forEach((name, value) -> given.put(name, List.of(value)));
    Caller ann = new Caller("ann", "north", Role.VIEWER);
    return client.resolve(dataset, given, ann, Format.JSON).await();
  }

  Optional<Map<String, String>> recurring(String dataset, Map<String, String> parameters) {
    return warming
        .recurring(read(dataset, parameters).key())
        .await()
        .map(RecurringQuestion::parameters);
  }

  List<RecurringQuestion> questions(String dataset) {
    return warming.declared(dataset).stream()
        .flatMap(line -> warming.questions(line, List.of("north", "south")).await().stream())
        .toList();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
