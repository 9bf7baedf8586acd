package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.dataset.MarketOfTwo.NORTH;
import static verticles.dataset.MarketOfTwo.SOUTH;
import static verticles.dataset.MarketOfTwo.column;
import static verticles.dataset.MarketOfTwo.rows;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The numbers of the shipped datasets of trades, bids and portfolios. */
class ShippedTradesTest {
  private static final MarketOfTwo MARKET = new MarketOfTwo();

  @AfterAll
  static void stop() {
    MARKET.close();
  }

  @Test
  void positionsAreTheSumsOfEachHour() {
    List<JsonObject> rows = MARKET.rows(NORTH, "positions", "from=2024-03-30", "to=2024-04-02");

    assertThat(rows.getFirst().encode())
        .isEqualTo(
            """
            {"portfolioId":"N1","zoneId":"DK1","deliveryStart":"2024-03-30T23:00:00Z",\
            "boughtMwh":10.0,"soldMwh":4.0,"netMwh":6.0,"simulated":false}""");
  }

  @Test
  void profitIsTheMarketPriceLessTheCost() {
    List<JsonObject> rows =
        MARKET.rows(NORTH, "pnl-by-day", "portfolio=N1", "from=2024-03-31", "to=2024-04-01");

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
        MARKET
            .rows(NORTH, "pnl-by-day", "portfolio=N2", "from=2024-03-31", "to=2024-04-01")
            .getFirst();

    assertThat(day.getValue("pnlEur")).isNull();
    assertThat(day.getInteger("unpricedTrades")).isOne();
  }

  @Test
  void bidsHaveTheirOutcomeAndTheClearingPrice() {
    List<JsonObject> rows = MARKET.rows(NORTH, "bids", "from=2024-03-31", "to=2024-04-01");

    assertThat(rows)
        .extracting(row -> row.getString("bidId") + " " + row.getString("outcome"))
        .containsExactly("B1 accepted", "B2 partial", "B3 rejected", "B4 open");
    assertThat(rows.getFirst().getDouble("priceEurMwh")).isEqualTo(-5.25);
  }

  @Test
  void aPortfolioIsOverseenInOneLine() {
    List<JsonObject> rows = MARKET.rows(SOUTH, "portfolio-overview");

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
  void thePagesOfTradesAreEveryTradeOnceNewestFirst() {
    List<JsonObject> all = MARKET.rows(NORTH, "trades", "limit=500");
    List<JsonObject> paged = new ArrayList<>();
    String cursor = null;
    do {
      JsonObject page =
          cursor == null
              ? MARKET.answer(NORTH, "trades", "limit=3")
              : MARKET.answer(NORTH, "trades", "limit=3", "cursor=" + cursor);
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
}
