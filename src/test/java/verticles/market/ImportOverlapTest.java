package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.market.ImportDesk.PRICES;
import static verticles.market.ImportDesk.SQL;
import static verticles.market.ImportDesk.TRADES;
import static verticles.market.ImportDesk.TRADES_HEADER;
import static verticles.market.ImportDesk.failureOf;
import static verticles.market.ImportDesk.stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/** What the same delivery or the same trade twice is. */
class ImportOverlapTest {
  private final MarketImport imports = ImportDesk.IMPORTS;

  @BeforeEach
  void empty() {
    ImportDesk.empty();
  }

  @Test
  void aDuplicateIntervalNamesBothLines() {
    FailureException failure =
        failureOf(
            PRICES,
            "delivery_start,price_eur_mwh\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,2\n"
                + "2024-01-01T01:00+01:00,3\n");

    assertThat(failure.errors())
        .singleElement()
        .returns("line 4, column delivery_start", FieldError::pointer)
        .extracting(FieldError::detail)
        .asString()
        .contains("line 2");
  }

  @Test
  void anIntervalWithinAnotherIsADuplicate() {
    FailureException failure =
        failureOf(
            PRICES,
            "delivery_start,interval_minutes,price_eur_mwh\n"
                + "2024-01-01T00:00Z,60,1\n2024-01-01T00:15Z,15,2\n2024-01-01T00:30Z,15,2\n");

    assertThat(failure.errors()).hasSize(2).allMatch(error -> error.detail().contains("line 2"));
  }

  @Test
  void anIntervalThatOverlapsAStoredOneIsRejected() {
    imports.run(PRICES, stream("delivery_start,price_eur_mwh\n2024-01-01T00:00Z,1\n"));

    FailureException failure =
        failureOf(
            PRICES,
            "delivery_start,interval_minutes,price_eur_mwh\n2024-01-01T00:45Z,15,1\n"
                + "2024-01-01T01:00Z,15,1\n");

    assertThat(failure.errors())
        .singleElement()
        .returns("line 2, column interval_minutes", FieldError::pointer);
    assertThat(SQL.number("SELECT count(*) FROM price")).isEqualTo(1);
  }

  @Test
  void aDuplicateTradeNamesBothLines() {
    FailureException failure =
        failureOf(
            TRADES,
            TRADES_HEADER
                + "A,2024-01-01T00:00Z,DK1,2024-01-02T00:00Z,60,buy,1,1\n"
                + "A,2024-01-01T00:00Z,DK1,2024-01-02T01:00Z,60,sell,1,1\n");

    assertThat(failure.errors())
        .singleElement()
        .returns("line 3, column trade_id", FieldError::pointer);
  }

  @Test
  void aTradeDoesNotMoveToAnotherDelivery() {
    imports.run(
        TRADES, stream(TRADES_HEADER + "A,2024-01-01T00:00Z,DK1,2024-01-02T00:00Z,60,buy,1,1\n"));

    FailureException failure =
        failureOf(TRADES, TRADES_HEADER + "A,2024-01-01T00:00Z,DK1,2024-02-02T00:00Z,60,buy,1,1\n");

    assertThat(failure.errors())
        .singleElement()
        .returns("line 2, column trade_id", FieldError::pointer);
    assertThat(SQL.number("SELECT count(*) FROM trade")).isEqualTo(1);
  }
}
