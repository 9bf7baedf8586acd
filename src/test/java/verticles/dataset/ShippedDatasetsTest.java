package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.dataset.MarketOfTwo.NORTH;
import static verticles.dataset.MarketOfTwo.column;

import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import verticles.testing.TestPostgres;

/** What holds for each dataset that is shipped. */
class ShippedDatasetsTest {
  private static final MarketOfTwo MARKET = new MarketOfTwo();

  @AfterAll
  static void stop() {
    MARKET.close();
  }

  private static Stream<DatasetDescription> shipped() {
    return MARKET.catalog.describe().stream();
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
    JsonObject json = MARKET.answer(NORTH, dataset.name(), required(dataset));
    String csv = MARKET.body(Format.CSV, NORTH, dataset.name(), required(dataset));

    List<String> names =
        json.getJsonArray("columns").stream()
            .map(column -> ((JsonObject) column).getString("name"))
            .toList();
    assertThat(json.getString("dataset")).isEqualTo(dataset.name());
    assertThat(names).isNotEmpty().allMatch(name -> name.matches("[a-z][A-Za-z0-9]*"));
    assertThat(csv).startsWith(String.join(",", names) + "\r\n");
  }

  @Test
  void zonesSayWhatTheyCover() {
    JsonObject dk1 = MARKET.rows(NORTH, "zones").getFirst();

    assertThat(dk1.getString("zoneId")).isEqualTo("DK1");
    assertThat(dk1.getString("timeZone")).isEqualTo("Europe/Copenhagen");
    assertThat(dk1.getString("firstDelivery")).isEqualTo("2024-03-29T23:00:00Z");
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
    Dataset dataset = MARKET.catalog.find(name);
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
    try (var connection = TestPostgres.connect(MARKET.postgres.target());
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
