package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.market.ImportDesk.SQL;
import static verticles.market.ImportDesk.TRADES;
import static verticles.market.ImportDesk.TRADES_HEADER;
import static verticles.market.ImportDesk.failureOf;
import static verticles.market.ImportDesk.request;
import static verticles.market.ImportDesk.stream;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose portfolio it is that rows go to. */
class ImportedPortfolioTest {
  private final MarketImport imports = ImportDesk.IMPORTS;

  @BeforeEach
  void empty() {
    ImportDesk.empty();
  }

  @Test
  void tradesBidsAndMeterValuesGoToTheirPortfolio() {
    imports.run(
        TRADES,
        stream(TRADES_HEADER + "A\\B,2024-01-01T00:00Z,DK1,2024-01-02T00:00Z,15,buy,1,1\n"));
    imports.run(
        request(Kind.BIDS, RowFormat.NDJSON, Optional.of("NO2"), Optional.of("desk")),
        stream(
            """
            {"bid_id":"B1","submitted_at":"2024-01-01T10:00Z","delivery_start":"2024-01-02T00:00Z","side":"sell","limit_eur_mwh":-5,"quantity_mwh":2.5,"accepted_mwh":null}
            {"bid_id":"B2","submitted_at":"2024-01-01T10:00Z","delivery_start":"2024-01-02T00:00Z","side":"sell","limit_eur_mwh":50,"quantity_mwh":2.5,"accepted_mwh":1}
            """));
    imports.run(
        request(Kind.METER_VALUES, RowFormat.CSV, Optional.of("DE-LU"), Optional.of("desk")),
        stream("delivery_start,metered_mwh\n2024-01-02T00:00Z,-3.25\n"));

    assertThat(SQL.number("SELECT count(*) FROM portfolio WHERE organisation_id = 'default'"))
        .isEqualTo(1);
    assertThat(SQL.text("SELECT trade_id FROM trade")).isEqualTo("A\\B");
    assertThat(SQL.number("SELECT count(*) FROM bid WHERE accepted_mwh IS NULL")).isEqualTo(1);
    assertThat(SQL.number("SELECT metered_mwh FROM meter_value")).isEqualTo(-3.25);
    assertThat(SQL.text("SELECT time_zone FROM zone WHERE zone_id = 'NO2'"))
        .isEqualTo("Europe/Oslo");
  }

  @Test
  void twoOrganisationsMayNameTheirPortfoliosAlike() {
    String trade = "T,2024-01-01T00:00Z,DK1,2024-01-02T00:00Z,15,buy,%s,1\n";
    SQL.execute("INSERT INTO portfolio VALUES ('desk', 'other', 'Desk', false, 'desk')");

    ImportReport first = imports.run(TRADES, stream(TRADES_HEADER + trade.formatted("1")));
    ImportReport again = imports.run(TRADES, stream(TRADES_HEADER + trade.formatted("1")));
    ImportReport theirs =
        imports.run(ImportDesk.of("other"), stream(TRADES_HEADER + trade.formatted("2")));

    assertThat(first.inserted()).isEqualTo(1);
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(theirs.inserted()).isEqualTo(1);
    assertThat(SQL.number("SELECT price_eur_mwh FROM trade WHERE portfolio_id = 'desk'"))
        .isEqualTo(2);
    assertThat(
            SQL.number(
                "SELECT price_eur_mwh FROM trade JOIN portfolio p USING (portfolio_id)"
                    + " WHERE p.organisation_id = 'default' AND p.code = 'desk'"))
        .isEqualTo(1);
  }

  @Test
  void aSimulatedPortfolioTakesNoImports() {
    SQL.execute("INSERT INTO portfolio VALUES ('desk', 'default', 'Desk', true, 'desk')");

    assertThat(failureOf(TRADES, TRADES_HEADER).detail()).contains("simulator");
  }
}
