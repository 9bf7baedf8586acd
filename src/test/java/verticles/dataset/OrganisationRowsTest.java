package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.dataset.MarketOfTwo.EAST;
import static verticles.dataset.MarketOfTwo.NORTH;
import static verticles.dataset.MarketOfTwo.SOUTH;
import static verticles.dataset.MarketOfTwo.column;
import static verticles.dataset.MarketOfTwo.rows;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Whose rows the shipped datasets show. */
class OrganisationRowsTest {
  private static final MarketOfTwo MARKET = new MarketOfTwo();

  @AfterAll
  static void stop() {
    MARKET.close();
  }

  @ParameterizedTest
  @CsvSource({"positions", "pnl-by-day", "bids", "trades", "portfolio-overview"})
  void organisationsNeverSeeEachOthersRows(String dataset) {
    String[] span =
        dataset.equals("trades") || dataset.equals("portfolio-overview")
            ? new String[0]
            : new String[] {"from=2024-03-31", "to=2024-04-01"};

    List<Object> norths = column(MARKET.rows(NORTH, dataset, span), "portfolioId");
    List<Object> souths = column(MARKET.rows(SOUTH, dataset, span), "portfolioId");

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

    List<JsonObject> rows = MARKET.rows(EAST, dataset, query.toArray(String[]::new));

    assertThat(column(rows, "portfolioId")).containsExactly("N1");
    assertThat(column(rows, field)).first().hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({"positions", "pnl-by-day", "bids", "trades"})
  void anotherOrganisationsPortfolioIsEmptyAndSoIsSqlInAParameter(String dataset) {
    assertThat(MARKET.rows(NORTH, dataset, "portfolio=S1")).isEmpty();
    assertThatThrownBy(() -> MARKET.rows(NORTH, dataset, "portfolio=S1' OR 'a'='a"))
        .extracting(thrown -> ((FailureException) thrown).failure())
        .isEqualTo(Failure.BAD_REQUEST);
  }
}
