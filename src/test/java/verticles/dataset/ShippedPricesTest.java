package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.dataset.MarketOfTwo.NORTH;
import static verticles.dataset.MarketOfTwo.column;
import static verticles.dataset.MarketOfTwo.rows;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the shipped datasets of prices. */
class ShippedPricesTest {
  private static final MarketOfTwo MARKET = new MarketOfTwo();

  @AfterAll
  static void stop() {
    MARKET.close();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-30, 2024-03-31, 24",
    "2024-03-31, 2024-04-01, 23",
    "2024-10-27, 2024-10-28, 25",
    "2024-03-31, 2024-04-02, 47"
  })
  void localDaysHaveTheirHours(String from, String to, int hours) {
    List<JsonObject> rows =
        MARKET.rows(NORTH, "day-ahead-prices", "zone=DK1", "from=" + from, "to=" + to);

    assertThat(rows).hasSize(hours);
    assertThat(column(rows, "deliveryStart")).hasSize(hours).isSorted();
  }

  @Test
  void dayAheadPricesAreTheImportedOnes() {
    JsonObject answer =
        MARKET.answer(NORTH, "day-ahead-prices", "zone=DK1", "from=2024-03-31", "to=2024-04-01");

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
        MARKET.rows(NORTH, "price-heat-map", "zone=DK1", "from=2024-10-27", "to=2024-10-28");
    List<JsonObject> spring =
        MARKET.rows(NORTH, "price-heat-map", "zone=DK1", "from=2024-03-31", "to=2024-04-01");

    assertThat(autumn).hasSize(24);
    assertThat(autumn.get(2).getInteger("intervals")).isEqualTo(2);
    assertThat(column(spring, "localHour")).hasSize(23).doesNotContain(2);
    assertThat(column(spring, "localDate")).containsExactly("2024-03-31");
  }

  @Test
  void aDayHasItsBasePriceAndItsNegativeHours() {
    JsonObject day =
        MARKET
            .rows(NORTH, "price-by-day", "zone=DK1", "from=2024-03-31", "to=2024-04-01")
            .getFirst();

    // one hour at -5.25 and 22 hours at 50
    assertThat(day.getDouble("baseEurMwh")).isEqualTo(47.60);
    assertThat(day.getDouble("negativeHours")).isEqualTo(1.0);
    assertThat(day.getDouble("lowestEurMwh")).isEqualTo(-5.25);
  }

  @Test
  void theLatestPriceIsComparedWithTheEarliestOfItsHour() {
    List<JsonObject> rows = MARKET.rows(NORTH, "latest-prices");

    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().getString("zoneId")).isEqualTo("SIM-1");
    assertThat(rows.getFirst().getDouble("priceEurMwh")).isEqualTo(63.0);
    assertThat(rows.getFirst().getDouble("changeEurMwh")).isEqualTo(2.0);
    assertThat(MARKET.rows(NORTH, "latest-prices", "zone=DK1")).isEmpty();
    assertThat(MARKET.answer(NORTH, "latest-prices").getBoolean("simulated")).isTrue();
  }

  @Test
  void recentTicksReachBackAsFarAsAsked() {
    assertThat(MARKET.rows(NORTH, "recent-ticks", "zone=SIM-1", "minutes=1")).hasSize(1);
    assertThat(MARKET.rows(NORTH, "recent-ticks", "zone=SIM-1", "minutes=120")).hasSize(3);
  }
}
