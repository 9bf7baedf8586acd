package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static verticles.market.ImportDesk.PRICES;
import static verticles.market.ImportDesk.SQL;
import static verticles.market.ImportDesk.TARGET;
import static verticles.market.ImportDesk.failureOf;
import static verticles.market.ImportDesk.hours;
import static verticles.market.ImportDesk.stream;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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

/** A file is imported as a whole or not at all. */
class MarketImportTest {
  private final MarketImport imports = ImportDesk.IMPORTS;

  @BeforeEach
  void empty() {
    ImportDesk.empty();
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

  private static int hoursOf(LocalDate day) {
    ZoneId zone = ZoneId.of("Europe/Copenhagen");
    return (int)
        Duration.between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone)).toHours();
  }
}
