package verticles.market;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

class MarketImportTest {
  private static final ImportRequest PRICES =
      request(Kind.PRICES, RowFormat.CSV, Optional.of("DK1"), Optional.empty());
  private static final ImportRequest TRADES =
      request(Kind.TRADES, RowFormat.CSV, Optional.empty(), Optional.of("desk"));
  private static final String TRADES_HEADER =
      "trade_id,traded_at,zone,delivery_start,interval_minutes,side,price_eur_mwh,quantity_mwh\n";

  private static final PostgresTarget TARGET = TestPostgres.migrated();
  private static final Sql SQL = new Sql(TARGET);
  private final MarketImport imports = new MarketImport(TARGET);

  @BeforeEach
  void empty() {
    SQL.execute(
        "TRUNCATE price, trade, bid, meter_value, portfolio, zone, organisation CASCADE;"
            + "INSERT INTO organisation (organisation_id, name)"
            + " VALUES ('default', 'Default'), ('other', 'Other')");
  }

  @Test
  void theSameFileTwiceChangesNothing() {
    String file = hours(LocalDate.parse("2024-01-31"), 48);

    ImportReport first = imports.run(PRICES, stream(file));
    ImportReport second = imports.run(PRICES, stream(file));

    assertThat(first).returns(48L, ImportReport::rows).returns(48L, ImportReport::inserted);
    assertThat(second)
        .returns(48L, ImportReport::rows)
        .returns(0L, ImportReport::inserted)
        .returns(0L, ImportReport::updated)
        .returns(48L, ImportReport::unchanged);
    assertThat(SQL.number("SELECT count(*) FROM price WHERE NOT simulated")).isEqualTo(48);
  }

  @Test
  void aChangedPriceIsUpdatedAndAVolumeLeftOutIsKept() {
    imports.run(
        PRICES, stream("delivery_start,price_eur_mwh,volume_mwh\n2024-01-01T00:00Z,10,500\n"));

    ImportReport report =
        imports.run(PRICES, stream("delivery_start,price_eur_mwh\n2024-01-01T00:00Z,-11.5\n"));

    assertThat(report).returns(1L, ImportReport::updated).returns(0L, ImportReport::inserted);
    assertThat(SQL.number("SELECT price_eur_mwh FROM price")).isEqualTo(-11.5);
    assertThat(SQL.number("SELECT volume_mwh FROM price")).isEqualTo(500);
  }

  @Test
  void oneBadRowKeepsAllRowsOut() {
    String file = hours(LocalDate.parse("2024-01-01"), 5) + "2024-01-01T05:00:00Z,NaN\n";

    FailureException failure = failureOf(PRICES, file);

    assertThat(failure.failure()).isEqualTo(Failure.UNPROCESSABLE);
    assertThat(failure.errors())
        .singleElement()
        .returns("line 7, column price_eur_mwh", FieldError::pointer);
    assertThat(SQL.number("SELECT count(*) FROM price")).isZero();
    assertThat(SQL.number("SELECT count(*) FROM zone")).isZero();
  }

  @Test
  void theFirstHundredOfManyBadRowsAreListedAndAllAreCounted() {
    FailureException failure =
        failureOf(PRICES, "delivery_start,price_eur_mwh\n" + "2024-01-01T25:00Z,1\n".repeat(150));

    assertThat(failure.errors()).hasSize(100);
    assertThat(failure.detail()).contains("150 problems");
  }

  @Test
  void localDaysOf23And25HoursSurviveTheRoundTrip() {
    for (String day : List.of("2024-03-31", "2024-10-27")) {
      imports.run(PRICES, stream(hours(LocalDate.parse(day), hoursOf(LocalDate.parse(day)))));
    }

    assertThat(SQL.number(LOCAL_DAY.formatted("2024-03-31"))).isEqualTo(23);
    assertThat(SQL.number(LOCAL_DAY.formatted("2024-10-27"))).isEqualTo(25);
    assertThat(SQL.number("SELECT count(*) FROM price")).isEqualTo(48);
  }

  private static final String LOCAL_DAY =
      "SELECT count(DISTINCT delivery_start) FROM price JOIN zone USING (zone_id)"
          + " WHERE (delivery_start AT TIME ZONE time_zone)::date = '%s'";

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
    ImportReport theirs = imports.run(of("other"), stream(TRADES_HEADER + trade.formatted("2")));

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

  @Test
  void theSameFileImportedAtOnceIsInsertedOnce() throws Exception {
    String file = hours(LocalDate.parse("2024-01-30"), 2000);
    Callable<ImportReport> once = () -> imports.run(PRICES, stream(file));

    List<ImportReport> reports;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ImportReport>> running = threads.invokeAll(List.of(once, once, once));
      reports = List.of(running.get(0).get(), running.get(1).get(), running.get(2).get());
    }

    assertThat(reports.stream().mapToLong(ImportReport::inserted).sum()).isEqualTo(2000);
    assertThat(reports.stream().mapToLong(ImportReport::unchanged).sum()).isEqualTo(4000);
  }

  @Test
  void anUploadThatBreaksOffKeepsAllRowsOut() {
    InputStream broken =
        new InputStream() {
          private final InputStream start = stream(hours(LocalDate.parse("2024-01-01"), 3));

          @Override
          public int read() throws IOException {
            int next = start.read();
            if (next < 0) {
              throw new IOException("connection reset");
            }
            return next;
          }
        };

    assertThatThrownBy(() -> imports.run(PRICES, broken)).hasMessageContaining("ended early");
    assertThat(SQL.number("SELECT count(*) FROM price")).isZero();
  }

  @Test
  void anUnreachableDatabaseIsUnavailable() {
    PostgresTarget nobody =
        new PostgresTarget("127.0.0.1", 1, "x", TARGET.user(), TARGET.password());

    FailureException failure =
        catchThrowableOfType(
            FailureException.class, () -> new MarketImport(nobody).run(PRICES, stream("")));

    assertThat(failure.failure()).isEqualTo(Failure.UNAVAILABLE);
  }

  private FailureException failureOf(ImportRequest request, String file) {
    return catchThrowableOfType(FailureException.class, () -> imports.run(request, stream(file)));
  }

  private static String hours(LocalDate day, int count) {
    Instant start = day.atStartOfDay(ZoneId.of("Europe/Copenhagen")).toInstant();
    StringBuilder file = new StringBuilder("delivery_start,price_eur_mwh\n");
    for (int hour = 0; hour < count; hour++) {
      file.append(start.plus(Duration.ofHours(hour))).append(',').append(hour).append(".5\n");
    }
    return file.toString();
  }

  private static int hoursOf(LocalDate day) {
    ZoneId zone = ZoneId.of("Europe/Copenhagen");
    return (int)
        Duration.between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone)).toHours();
  }

  private static InputStream stream(String file) {
    return new ByteArrayInputStream(file.getBytes(UTF_8));
  }

  private static ImportRequest request(
      Kind kind, RowFormat format, Optional<String> zone, Optional<String> portfolio) {
    return new ImportRequest(
        kind, format, Map.of(), zone, Optional.empty(), portfolio, "", OptionalInt.empty());
  }

  private static ImportRequest of(String organisation) {
    return new ImportRequest(
        TRADES.kind(),
        TRADES.format(),
        TRADES.columns(),
        TRADES.zone(),
        TRADES.timeZone(),
        TRADES.portfolio(),
        organisation,
        TRADES.intervalMinutes());
  }

  private static ImportRequest withTimeZone(ImportRequest request, String timeZone) {
    return new ImportRequest(
        request.kind(),
        request.format(),
        request.columns(),
        request.zone(),
        Optional.of(timeZone),
        request.portfolio(),
        request.organisation(),
        request.intervalMinutes());
  }
}
