package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

/** The shipped catalog against a real database with a small market of two organisations. */
class ShippedDatasetsTest {
  private static final Caller NORTH = new Caller("ann", "north", Role.VIEWER);
  private static final Caller SOUTH = new Caller("bob", "south", Role.ADMIN);
  private static final Caller EAST = new Caller("eve", "east", Role.TRADER);
  private static final Vertx VERTX = Vertx.vertx();
  private static final Bus BUS =
      new Bus(VERTX, "test").carry(CacheMessage.class).carry(MarketMessage.class);
  private static final Postgres POSTGRES = new PlainPostgres(VERTX, TestPostgres.migrated());
  private static final DatasetCatalog CATALOG = catalog();
  private static final DatasetClient DATASETS =
      new DatasetClient(CATALOG, BUS, InstantSource.system());

  private static DatasetCatalog catalog() {
    Problems problems = new Problems();
    DatasetCatalog catalog =
        DatasetCatalog.read(List.of(), DatasetCatalogTest.POLICIES, Set.of("postgres"), problems);
    problems.throwIfAny();
    return catalog;
  }

  @BeforeAll
  static void start() throws Exception {
    try (var connection = TestPostgres.connect(POSTGRES.target());
        var script = ShippedDatasetsTest.class.getResourceAsStream("/market-of-two.sql")) {
      String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      connection.createStatement().execute(sql);
    }
    BUS.<MarketMessage.FindZone, MarketMessage.Zone>answer(
            MarketMessage.ZONES, asked -> zone(asked.zone()))
        .await();
    VERTX.deployVerticle(new DatasetVerticle(BUS, CATALOG, Map.of("postgres", POSTGRES))).await();
  }

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  private static Future<MarketMessage.Zone> zone(String id) {
    String sql = "SELECT time_zone, simulated FROM zone WHERE zone_id = $1::text";
    return POSTGRES
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

  private static String body(Format format, Caller caller, String dataset, String... query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, equals), List.of(pair.substring(equals + 1)));
    }
    CacheMessage.Read read = DATASETS.resolve(dataset, parameters, caller, format).await();
    CacheMessage.Loaded loaded =
        BUS.<CacheMessage.Loaded>ask(
                CacheMessage.source("dataset"), read.load(), Duration.ofSeconds(60))
            .await();
    assertThat(loaded.contentType()).isEqualTo(format.contentType());
    return new String(loaded.body(), StandardCharsets.UTF_8);
  }

  private static JsonObject answer(Caller caller, String dataset, String... query) {
    JsonObject answer = new JsonObject(body(Format.JSON, caller, dataset, query));
    assertThat(answer.getJsonArray("rows")).hasSize(answer.getInteger("rowCount"));
    return answer;
  }

  private static List<JsonObject> rows(Caller caller, String dataset, String... query) {
    return rows(answer(caller, dataset, query));
  }

  private static List<JsonObject> rows(JsonObject answer) {
    JsonArray rows = answer.getJsonArray("rows");
    return rows.stream().map(row -> (JsonObject) row).toList();
  }

  private static List<Object> column(List<JsonObject> rows, String name) {
    return rows.stream().map(row -> row.getValue(name)).distinct().toList();
  }

  private static Stream<DatasetDescription> shipped() {
    return CATALOG.describe().stream();
  }

  private static String[] required(DatasetDescription dataset) {
    return dataset.parameters().stream()
        .filter(DatasetDescription.Parameter::required)
        .map(parameter -> parameter.name() + (parameter.name().equals("source") ? "=s" : "=DK1"))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedDatasetRunsAsJsonAndCsv(DatasetDescription dataset) {
    JsonObject json = answer(NORTH, dataset.name(), required(dataset));
    String csv = body(Format.CSV, NORTH, dataset.name(), required(dataset));

    List<String> names =
        json.getJsonArray("columns").stream()
            .map(column -> ((JsonObject) column).getString("name"))
            .toList();
    assertThat(json.getString("dataset")).isEqualTo(dataset.name());
    assertThat(names).isNotEmpty().allMatch(name -> name.matches("[a-z][A-Za-z0-9]*"));
    assertThat(csv).startsWith(String.join(",", names) + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-30, 2024-03-31, 24",
    "2024-03-31, 2024-04-01, 23",
    "2024-10-27, 2024-10-28, 25",
    "2024-03-31, 2024-04-02, 47"
  })
  void localDaysHaveTheirHours(String from, String to, int hours) {
    List<JsonObject> rows = rows(NORTH, "day-ahead-prices", "zone=DK1", "from=" + from, "to=" + to);

    assertThat(rows).hasSize(hours);
    assertThat(column(rows, "deliveryStart")).hasSize(hours).isSorted();
  }

  @Test
  void dayAheadPricesAreTheImportedOnes() {
    JsonObject answer =
        answer(NORTH, "day-ahead-prices", "zone=DK1", "from=2024-03-31", "to=2024-04-01");

    assertThat(answer.getBoolean("simulated")).isFalse();
    assertThat(rows(answer).getFirst().encode())
        .isEqualTo(
            """
            {"deliveryStart":"2024-03-30T23:00:00Z","intervalMinutes":60,"priceEurMwh":-5.25,\
            "volumeMwh":null,"simulated":false}""");
    assertThat(answer.getJsonArray("columns").encode())
        .contains("{\"name\":\"deliveryStart\",\"type\":\"instant\"}")
        .contains("{\"name\":\"priceEurMwh\",\"type\":\"number\"}")
        .contains("{\"name\":\"intervalMinutes\",\"type\":\"integer\"}");
  }

  @Test
  void aHeatMapCountsTheHourThatComesTwice() {
    List<JsonObject> autumn =
        rows(NORTH, "price-heat-map", "zone=DK1", "from=2024-10-27", "to=2024-10-28");
    List<JsonObject> spring =
        rows(NORTH, "price-heat-map", "zone=DK1", "from=2024-03-31", "to=2024-04-01");

    assertThat(autumn).hasSize(24);
    assertThat(autumn.get(2).getInteger("intervals")).isEqualTo(2);
    assertThat(column(spring, "localHour")).hasSize(23).doesNotContain(2);
    assertThat(column(spring, "localDate")).containsExactly("2024-03-31");
  }

  @Test
  void aDayHasItsBasePriceAndItsNegativeHours() {
    JsonObject day =
        rows(NORTH, "price-by-day", "zone=DK1", "from=2024-03-31", "to=2024-04-01").getFirst();

    // one hour at -5.25 and 22 hours at 50
    assertThat(day.getDouble("baseEurMwh")).isEqualTo(47.60);
    assertThat(day.getDouble("negativeHours")).isEqualTo(1.0);
    assertThat(day.getDouble("lowestEurMwh")).isEqualTo(-5.25);
  }

  @Test
  void theLatestPriceIsComparedWithTheEarliestOfItsHour() {
    List<JsonObject> rows = rows(NORTH, "latest-prices");

    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().getString("zoneId")).isEqualTo("SIM-1");
    assertThat(rows.getFirst().getDouble("priceEurMwh")).isEqualTo(63.0);
    assertThat(rows.getFirst().getDouble("changeEurMwh")).isEqualTo(2.0);
    assertThat(rows(NORTH, "latest-prices", "zone=DK1")).isEmpty();
    assertThat(answer(NORTH, "latest-prices").getBoolean("simulated")).isTrue();
  }

  @Test
  void recentTicksReachBackAsFarAsAsked() {
    assertThat(rows(NORTH, "recent-ticks", "zone=SIM-1", "minutes=1")).hasSize(1);
    assertThat(rows(NORTH, "recent-ticks", "zone=SIM-1", "minutes=120")).hasSize(3);
  }

  @Test
  void positionsAreTheSumsOfEachHour() {
    List<JsonObject> rows = rows(NORTH, "positions", "from=2024-03-30", "to=2024-04-02");

    assertThat(rows.getFirst().encode())
        .isEqualTo(
            """
            {"portfolioId":"N1","zoneId":"DK1","deliveryStart":"2024-03-30T23:00:00Z",\
            "boughtMwh":10.0,"soldMwh":4.0,"netMwh":6.0,"simulated":false}""");
  }

  @Test
  void profitIsTheMarketPriceLessTheCost() {
    List<JsonObject> rows =
        rows(NORTH, "pnl-by-day", "portfolio=N1", "from=2024-03-31", "to=2024-04-01");

    assertThat(rows).hasSize(1);
    // bought 10 at 20 and sold 4 at 30, worth -5.25; bought half an hour of 2 at 40, worth 50; one
    // hour in a zone with quarters at 10, 20, 30, 40: bought 1 at 20, worth 25
    assertThat(rows.getFirst().getDouble("pnlEur"))
        .isEqualTo(10 * (-5.25 - 20) - 4 * (-5.25 - 30) + 2 * (50 - 40) + (25 - 20));
    assertThat(rows.getFirst().getInteger("trades")).isEqualTo(4);
    assertThat(rows.getFirst().getInteger("unpricedTrades")).isZero();
    assertThat(rows.getFirst().getString("localDate")).isEqualTo("2024-03-31");
  }

  @Test
  void aTradeWithoutMarketPriceIsCountedApart() {
    JsonObject day =
        rows(NORTH, "pnl-by-day", "portfolio=N2", "from=2024-03-31", "to=2024-04-01").getFirst();

    assertThat(day.getValue("pnlEur")).isNull();
    assertThat(day.getInteger("unpricedTrades")).isOne();
  }

  @Test
  void bidsHaveTheirOutcomeAndTheClearingPrice() {
    List<JsonObject> rows = rows(NORTH, "bids", "from=2024-03-31", "to=2024-04-01");

    assertThat(rows)
        .extracting(row -> row.getString("bidId") + " " + row.getString("outcome"))
        .containsExactly("B1 accepted", "B2 partial", "B3 rejected", "B4 open");
    assertThat(rows.getFirst().getDouble("priceEurMwh")).isEqualTo(-5.25);
  }

  @Test
  void aPortfolioIsOverseenInOneLine() {
    List<JsonObject> rows = rows(SOUTH, "portfolio-overview");

    assertThat(column(rows, "portfolioId")).containsExactly("S1");
    JsonObject south = rows.getFirst();
    assertThat(south.getString("name")).isEqualTo("South one");
    assertThat(south.getInteger("tradesToday")).isEqualTo(1);
    assertThat(south.getDouble("netMwhToday")).isEqualTo(3.0);
    assertThat(south.getDouble("pnlEur7d")).isEqualTo(30.0);
    assertThat(south.getDouble("pnlEur30d")).isEqualTo(45.0);
    assertThat(south.getString("lastTradeAt")).isNotNull();
  }

  @Test
  void zonesSayWhatTheyCover() {
    JsonObject dk1 = rows(NORTH, "zones").getFirst();

    assertThat(dk1.getString("zoneId")).isEqualTo("DK1");
    assertThat(dk1.getString("timeZone")).isEqualTo("Europe/Copenhagen");
    assertThat(dk1.getString("firstDelivery")).isEqualTo("2024-03-29T23:00:00Z");
  }

  @Test
  void thePagesOfTradesAreEveryTradeOnceNewestFirst() {
    List<JsonObject> all = rows(NORTH, "trades", "limit=500");
    List<JsonObject> paged = new ArrayList<>();
    String cursor = null;
    do {
      JsonObject page =
          cursor == null
              ? answer(NORTH, "trades", "limit=3")
              : answer(NORTH, "trades", "limit=3", "cursor=" + cursor);
      paged.addAll(rows(page));
      assertThat(page.containsKey("nextCursor")).isTrue();
      assertThat(page.getInteger("rowCount")).isBetween(1, 3);
      cursor = page.getString("nextCursor");
    } while (cursor != null);

    assertThat(all).hasSize(11);
    assertThat(paged).isEqualTo(all);
    assertThat(all.stream().map(row -> Instant.parse(row.getString("tradedAt"))).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @ParameterizedTest
  @CsvSource({"positions", "pnl-by-day", "bids", "trades", "portfolio-overview"})
  void organisationsNeverSeeEachOthersRows(String dataset) {
    String[] span =
        dataset.equals("trades") || dataset.equals("portfolio-overview")
            ? new String[0]
            : new String[] {"from=2024-03-31", "to=2024-04-01"};

    List<Object> norths = column(rows(NORTH, dataset, span), "portfolioId");
    List<Object> souths = column(rows(SOUTH, dataset, span), "portfolioId");

    assertThat(norths).isNotEmpty().allMatch(id -> id.toString().startsWith("N"));
    assertThat(souths).isNotEmpty().allMatch(id -> id.toString().startsWith("S"));
  }

  @ParameterizedTest
  @CsvSource({
    "positions, from=2024-03-31, soldMwh, 0.125",
    "pnl-by-day, from=2024-03-31 to=2024-04-01, tradedMwh, 0.125",
    "bids, from=2024-03-31, quantityMwh, 0.125",
    "trades, limit=50, quantityMwh, 0.125",
    "portfolio-overview, , name, East one"
  })
  void aNameThatAnotherOrganisationHasTooLeadsToTheOwnRowsOnly(
      String dataset, @Nullable String more, String field, String value) {
    List<String> query = new ArrayList<>();
    if (more != null) {
      query.addAll(List.of(more.split(" ")));
      query.add("portfolio=N1");
    }

    List<JsonObject> rows = rows(EAST, dataset, query.toArray(String[]::new));

    assertThat(column(rows, "portfolioId")).containsExactly("N1");
    assertThat(column(rows, field)).first().hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({"positions", "pnl-by-day", "bids", "trades"})
  void anotherOrganisationsPortfolioIsEmptyAndSoIsSqlInAParameter(String dataset) {
    assertThat(rows(NORTH, dataset, "portfolio=S1")).isEmpty();
    assertThatThrownBy(() -> rows(NORTH, dataset, "portfolio=S1' OR 'a'='a"))
        .extracting(thrown -> ((FailureException) thrown).failure())
        .isEqualTo(Failure.BAD_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "day-ahead-prices",
    "price-heat-map",
    "price-by-day",
    "positions",
    "pnl-by-day",
    "bids"
  })
  void onlyThePartitionsOfTheSpanAreRead(String name) throws SQLException {
    Dataset dataset = CATALOG.find(name);
    Map<String, String> values =
        Map.of(
            "zone", "'DK1'",
            "organisation", "'north'",
            "from", "'2024-03-31Z'",
            "to", "'2024-04-02Z'");
    String arguments =
        dataset.query().binds().stream()
            .map(bind -> values.getOrDefault(bind, "NULL"))
            .collect(Collectors.joining(", "));
    List<String> touched = new ArrayList<>();
    try (var connection = TestPostgres.connect(POSTGRES.target());
        var statement = connection.createStatement()) {
      // the plan that a prepared query ends up with, in which the values are not known
      statement.execute("SET plan_cache_mode = force_generic_plan");
      statement.execute("PREPARE q AS " + dataset.query().sql());
      var plan = statement.executeQuery("EXPLAIN (ANALYZE) EXECUTE q(" + arguments + ")");
      while (plan.next()) {
        String line = plan.getString(1);
        Matcher scan = Pattern.compile(" on (?:price|trade|bid)_(\\d{4}_\\d\\d) ").matcher(line);
        if (scan.find() && !line.contains("never executed")) {
          touched.add(scan.group(1));
        }
      }
    }

    assertThat(touched).isNotEmpty().isSubsetOf("2024_03", "2024_04");
  }
}
