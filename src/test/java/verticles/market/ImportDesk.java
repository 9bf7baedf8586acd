package verticles.market;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import verticles.bus.FailureException;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

/** Imports into an empty market; one at a time, because they share a database. */
final class ImportDesk {
  static final ImportRequest PRICES =
      request(Kind.PRICES, RowFormat.CSV, Optional.of("DK1"), Optional.empty());
  static final ImportRequest TRADES =
      request(Kind.TRADES, RowFormat.CSV, Optional.empty(), Optional.of("desk"));
  static final String TRADES_HEADER =
      "trade_id,traded_at,zone,delivery_start,interval_minutes,side,price_eur_mwh,quantity_mwh\n";

  static final PostgresTarget TARGET = TestPostgres.migrated();
  static final Sql SQL = new Sql(TARGET);
  static final MarketImport IMPORTS = new MarketImport(TARGET);

  private ImportDesk() {}

  /** Two organisations, and nothing else. */
  static void empty() {
    SQL.execute(
        "TRUNCATE price, trade, bid, meter_value, portfolio, zone, organisation CASCADE;"
            + "INSERT INTO organisation (organisation_id, name)"
            + " VALUES ('default', 'Default'), ('other', 'Other')");
  }

  static FailureException failureOf(ImportRequest request, String file) {
    return catchThrowableOfType(FailureException.class, () -> IMPORTS.run(request, stream(file)));
  }

  static String hours(LocalDate day, int count) {
    Instant start = day.atStartOfDay(ZoneId.of("Europe/Copenhagen")).toInstant();
    StringBuilder file = new StringBuilder("delivery_start,price_eur_mwh\n");
    for (int hour = 0; hour < count; hour++) {
      file.append(start.plus(Duration.ofHours(hour))).append(',').append(hour).append(".5\n");
    }
    return file.toString();
  }

  static InputStream stream(String file) {
    return new ByteArrayInputStream(file.getBytes(UTF_8));
  }

  static ImportRequest request(
      Kind kind, RowFormat format, Optional<String> zone, Optional<String> portfolio) {
    return new ImportRequest(
        kind, format, Map.of(), zone, Optional.empty(), portfolio, "", OptionalInt.empty());
  }

  static ImportRequest of(String organisation) {
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

  static ImportRequest withTimeZone(ImportRequest request, String timeZone) {
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
