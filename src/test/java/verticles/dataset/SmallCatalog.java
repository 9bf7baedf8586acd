package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.cache.CacheMessage;
import verticles.config.Problems;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.MarketMessage;
import verticles.testing.SettableClock;

/** A catalog with one of each kind, and who asks it. */
final class SmallCatalog implements AutoCloseable {
  private static final String CATALOG =
      """
      datasets:
        prices:
          description: Prices.
          scope: shared
          policy: simple
          tags: [prices, "zone:{zone}"]
          parameters: &span
            zone: { type: zone, required: true }
            from: { type: instant, time-zone: "{zone}", default: today }
            to: { type: instant, time-zone: "{zone}", default: from+1d, after: from, max-span: 2d }
          sql: SELECT :zone, :from, :to
        everything:
          description: One of each.
          scope: shared
          policy: response
          parameters:
            text: { type: text, max-length: 20 }
            count: { type: integer, min: 1, max: 10, default: 3 }
            side: { type: enum, values: [buy, sell] }
            since: { type: instant, default: now-15m }
            day: { type: date }
            until: { type: instant, default: now-1d }
          sql: SELECT :text, :count, :side, :since, :day, :until
        ours:
          description: An organisation's.
          scope: organisation
          policy: realtime
          tags: ["organisation:{organisation}"]
          parameters: { name: { type: text } }
          sql: SELECT :organisation, :name
        mine:
          description: A user's.
          scope: user
          policy: realtime
          tags: ["user:{user}"]
          sql: SELECT :user
        pages:
          description: In pages.
          scope: shared
          policy: response
          parameters: { limit: { type: integer, min: 1, max: 5, default: 2 } }
          page-by: { id: text }
          sql: SELECT :after_id, :limit
      """;
  static final Caller ANN = new Caller("ann", "north", Role.VIEWER);
  private static final Map<String, String> ZONES =
      Map.of("DK1", "Europe/Copenhagen", "NYC", "America/New_York", "BAD", "Mars/Olympus");

  final SettableClock clock = new SettableClock("2024-06-15T12:34:56Z");
  final AtomicInteger zonesAsked = new AtomicInteger();
  final DatasetClient datasets;
  private final Vertx vertx = Vertx.vertx();

  SmallCatalog() {
    Bus bus = new Bus(vertx, "test").carry(MarketMessage.class);
    datasets = new DatasetClient(catalog(), bus, clock);
    bus.<MarketMessage.FindZone, MarketMessage.Zone>answer(
            MarketMessage.ZONES,
            asked -> {
              zonesAsked.incrementAndGet();
              String timeZone = ZONES.get(asked.zone());
              return timeZone == null
                  ? Future.failedFuture(FailureException.of(Failure.NOT_FOUND, "No such zone."))
                  : Future.succeededFuture(new MarketMessage.Zone(asked.zone(), timeZone, false));
            })
        .await();
  }

  private static DatasetCatalog catalog() {
    Problems problems = new Problems();
    String yaml = CATALOG;
    DatasetCatalog catalog =
        DatasetCatalog.read(yaml, GivenCatalog.POLICIES, Set.of("postgres"), problems);
    problems.throwIfAny();
    return catalog;
  }

  Future<CacheMessage.Read> ask(String dataset, Caller caller, String... query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query) {
      int equals = pair.indexOf('=');
      parameters.merge(
          pair.substring(0, equals),
          List.of(pair.substring(equals + 1)),
          (one, two) -> List.of(one.getFirst(), two.getFirst()));
    }
    return datasets.resolve(dataset, parameters, caller, Format.JSON);
  }

  Map<String, String> question(String dataset, String... query) {
    return ask(dataset, ANN, query).await().load().question();
  }

  FailureException refused(String dataset, Caller caller, String... query) {
    try {
      throw new AssertionError("was accepted: " + ask(dataset, caller, query).await());
    } catch (FailureException refused) {
      return refused;
    }
  }

  List<FieldError> errors(String dataset, String... query) {
    FailureException refused = refused(dataset, ANN, query);
    assertThat(refused.failure()).isEqualTo(Failure.BAD_REQUEST);
    return refused.errors();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
