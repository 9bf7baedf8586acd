package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage;
import verticles.config.Problems;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.MarketMessage;
import verticles.postgres.Postgres;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** The shipped catalog on a real database with a small market of two organisations. */
final class MarketOfTwo implements AutoCloseable {
  static final Caller NORTH = new Caller("ann", "north", Role.VIEWER);
  static final Caller SOUTH = new Caller("bob", "south", Role.ADMIN);
  static final Caller EAST = new Caller("eve", "east", Role.TRADER);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus =
      new Bus(vertx, "test").carry(CacheMessage.class).carry(MarketMessage.class);
  final Postgres postgres = new PlainPostgres(vertx, TestPostgres.migrated());
  final DatasetCatalog catalog = catalog();
  private final DatasetClient datasets = new DatasetClient(catalog, bus, InstantSource.system());

  MarketOfTwo() {
    try (var connection = TestPostgres.connect(postgres.target());
        var script = MarketOfTwo.class.getResourceAsStream("/market-of-two.sql")) {
      String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      connection.createStatement().execute(sql);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
    bus.<MarketMessage.FindZone, MarketMessage.Zone>answer(
            MarketMessage.ZONES, asked -> zone(asked.zone()))
        .await();
    vertx.deployVerticle(new DatasetVerticle(bus, catalog, Map.of("postgres", postgres))).await();
  }

  private static DatasetCatalog catalog() {
    Problems problems = new Problems();
    DatasetCatalog catalog =
        DatasetCatalog.read(List.of(), GivenCatalog.POLICIES, Set.of("postgres"), problems);
    problems.throwIfAny();
    return catalog;
  }

  private Future<MarketMessage.Zone> zone(String id) {
    String sql = "SELECT time_zone, simulated FROM zone WHERE zone_id = $1::text";
    return postgres
        .query(sql, Tuple.of(id))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw FailureException.of(Failure.NOT_FOUND, "There is no zone " + id + ".");
              }
              var row = rows.iterator().next();
              return new MarketMessage.Zone(id, row.getString(0), row.getBoolean(1));
            });
  }

  String body(Format format, Caller caller, String dataset, String... query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, equals), List.of(pair.substring(equals + 1)));
    }
    CacheMessage.Read read = datasets.resolve(dataset, parameters, caller, format).await();
    CacheMessage.Loaded loaded =
        bus.<CacheMessage.Loaded>ask(
                CacheMessage.source("dataset"), read.load(), Duration.ofSeconds(60))
            .await();
    assertThat(loaded.contentType()).isEqualTo(format.contentType());
    return new String(loaded.body(), StandardCharsets.UTF_8);
  }

  JsonObject answer(Caller caller, String dataset, String... query) {
    JsonObject answer = new JsonObject(body(Format.JSON, caller, dataset, query));
    assertThat(answer.getJsonArray("rows")).hasSize(answer.getInteger("rowCount"));
    return answer;
  }

  List<JsonObject> rows(Caller caller, String dataset, String... query) {
    return rows(answer(caller, dataset, query));
  }

  static List<JsonObject> rows(JsonObject answer) {
    JsonArray rows = answer.getJsonArray("rows");
    return rows.stream().map(row -> (JsonObject) row).toList();
  }

  static List<Object> column(List<JsonObject> rows, String name) {
    return rows.stream().map(row -> row.getValue(name)).distinct().toList();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
