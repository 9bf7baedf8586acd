package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.market.ImportDesk.PRICES;
import static verticles.market.ImportDesk.SQL;
import static verticles.market.ImportDesk.TRADES;
import static verticles.market.ImportDesk.TRADES_HEADER;
import static verticles.market.ImportDesk.failureOf;
import static verticles.market.ImportDesk.request;
import static verticles.market.ImportDesk.stream;
import static verticles.market.ImportDesk.withTimeZone;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/** The zones that a file names. */
class ImportedZonesTest {
  private final MarketImport imports = ImportDesk.IMPORTS;

  @BeforeEach
  void empty() {
    ImportDesk.empty();
  }

  @Test
  void anUnknownZoneNeedsItsTimeZone() {
    String file = "delivery_start,price_eur_mwh\n2024-01-01T00:00Z,1\n";
    ImportRequest unknown =
        request(Kind.PRICES, RowFormat.CSV, Optional.of("DK9"), Optional.empty());

    FailureException failure = failureOf(unknown, file);
    imports.run(withTimeZone(unknown, "Europe/Copenhagen"), stream(file));

    assertThat(failure.failure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(failure.detail()).contains("DK1").contains("--time-zone");
    assertThat(SQL.text("SELECT time_zone FROM zone")).isEqualTo("Europe/Copenhagen");
  }

  @Test
  void aKnownZoneKeepsItsTimeZone() {
    assertThatThrownBy(() -> imports.run(withTimeZone(PRICES, "Europe/Oslo"), stream("")))
        .hasMessageContaining("Europe/Copenhagen");
  }

  @Test
  void everyUnknownZoneOfAFileIsNamedWithItsLine() {
    FailureException failure =
        failureOf(
            TRADES,
            TRADES_HEADER
                + "A,2024-01-01T00:00Z,DK1,2024-01-02T00:00Z,60,buy,1,1\n"
                + "B,2024-01-01T00:00Z,DK8,2024-01-02T00:00Z,60,buy,1,1\n"
                + "C,2024-01-01T00:00Z,DK9,2024-01-02T00:00Z,60,buy,1,1\n");

    assertThat(failure.errors())
        .extracting(FieldError::pointer)
        .containsExactly("line 3, column zone", "line 4, column zone");
    assertThat(SQL.number("SELECT count(*) FROM zone")).isZero();
  }
}
