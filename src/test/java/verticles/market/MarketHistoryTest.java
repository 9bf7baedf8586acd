package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

class MarketHistoryTest {
  private static final Instant NOON = Instant.parse("2026-03-27T12:34:56Z");
  private static final List<String> TABLES =
      List.of("price", "imbalance_price", "bid", "trade", "schedule", "meter_value");

  private final PostgresTarget target = TestPostgres.migrated();
  private final Sql sql = new Sql(target);

  @Test
  void aFilledMarketEndsTomorrowAndKnowsNothingOfTheFuture() {
    fill(target, NOON);

    assertThat(sql.text("SELECT max(delivery_start) FROM price")).startsWith("2026-03-28 22:45:00");
    assertThat(sql.number("SELECT count(DISTINCT zone_id) FROM price")).isEqualTo(5);
    assertThat(sql.number("SELECT count(*) FROM trade WHERE traded_at > '" + NOON + "'")).isZero();
    assertThat(sql.number("SELECT count(*) FROM meter_value WHERE delivery_start > '" + NOON + "'"))
        .isZero();
    assertThat(sql.number("SELECT count(DISTINCT portfolio_id) FROM trade")).isEqualTo(8);
    assertThat(sql.number("SELECT count(*) FROM portfolio WHERE name LIKE '%(simulated)'"))
        .isEqualTo(8);
  }

  @Test
  void everySimulatedRowSaysSo() {
    fill(target, NOON);

    for (String table : TABLES) {
      assertThat(sql.number("SELECT count(*) FROM " + table + " WHERE NOT simulated")).isZero();
      assertThat(sql.number("SELECT count(*) FROM " + table)).isPositive();
    }
  }

  @Test
  void theSecondFillAddsNothing() {
    assertThat(fill(target, NOON)).isPositive();

    assertThat(fill(target, NOON)).isZero();
  }

  @Test
  void aFillInStepsLeavesNoSeam() {
    PostgresTarget stepwise = TestPostgres.migrated();
    for (int hours : List.of(0, 1, 30, 31, 96)) {
      fill(stepwise, NOON.plus(Duration.ofHours(hours)));
    }
    fill(target, NOON.plus(Duration.ofHours(96)), Duration.ofDays(24));

    Sql steps = new Sql(stepwise);
    for (String table : List.of("price", "imbalance_price", "schedule", "meter_value", "bid")) {
      assertThat(steps.text(fingerprint(table))).isEqualTo(sql.text(fingerprint(table)));
    }
    String intraday = "(SELECT * FROM trade WHERE trade_id LIKE 'I-%')";
    assertThat(steps.text(fingerprint(intraday))).isEqualTo(sql.text(fingerprint(intraday)));
  }

  /** Of the last days, which both ways of filling have made dense. */
  private static String fingerprint(String rows) {
    return "SELECT count(*) || md5(string_agg(t::text, ',' ORDER BY t::text)) FROM "
        + rows
        + " AS t WHERE delivery_start >= '2026-03-26'";
  }

  @Test
  void anOpenBidIsDecidedWhenItsAuctionIs() {
    fill(target, NOON);
    String open =
        "SELECT count(*) FROM bid WHERE accepted_mwh IS NULL AND delivery_start < '2026-03-29 22:00Z'";
    assertThat(sql.number(open)).isPositive();

    fill(target, NOON.plus(Duration.ofDays(1)));

    assertThat(sql.number(open)).isZero();
    assertThat(sql.number("SELECT count(*) FROM bid WHERE accepted_mwh IS NULL")).isPositive();
  }

  @Test
  void aSpringDayHas23Hours() {
    fill(target, NOON.plus(Duration.ofDays(1)));

    assertThat(
            sql.number(
                "SELECT count(*) FROM price WHERE zone_id = 'SIM-2' AND"
                    + " (delivery_start AT TIME ZONE 'Europe/Copenhagen')::date = '2026-03-29'"))
        .isEqualTo(23);
  }

  @Test
  void importedBidsAreLeftAlone() {
    sql.execute(
        "INSERT INTO portfolio VALUES ('desk', 'default', 'Desk', false, 'desk');"
            + "INSERT INTO zone VALUES ('DK1', 'Denmark', 'Europe/Copenhagen', false);"
            + "SELECT ensure_partitions('bid', '2026-03-29', '2026-03-29');"
            + "INSERT INTO bid VALUES ('B', 'desk', 'DK1', '2026-03-27', '2026-03-29', 60, 'buy', 1, 1)");

    fill(target, NOON);
    fill(target, NOON.plus(Duration.ofDays(2)));

    assertThat(sql.number("SELECT count(*) FROM bid WHERE NOT simulated")).isEqualTo(1);
  }

  @RepeatedTest(3)
  void severalNodesMayFillAtOnce() throws Exception {
    Callable<Long> fill = () -> fill(target, NOON);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var filled : threads.invokeAll(List.of(fill, fill, fill))) {
        assertThat(filled.get()).isNotNegative();
      }
    }

    assertThat(
            sql.number(
                "SELECT count(*) FROM price WHERE zone_id = 'SIM-1'"
                    + " AND delivery_start >= '2026-03-27 23:00Z'"))
        .isEqualTo(24);
  }

  @Test
  void anUnreachableDatabaseIsUnavailable() {
    PostgresTarget nobody =
        new PostgresTarget("127.0.0.1", 1, "x", target.user(), target.password());

    assertThat(catchThrowableOfType(FailureException.class, () -> fill(nobody, NOON)))
        .returns(Failure.UNAVAILABLE, FailureException::failure);
  }

  private static long fill(PostgresTarget target, Instant now) {
    return fill(target, now, Duration.ofDays(20));
  }

  private static long fill(PostgresTarget target, Instant now, Duration history) {
    MarketConfig config = new MarketConfig(true, 42, history, Duration.ofSeconds(1));
    return MarketHistory.fill(target, config, Clock.fixed(now, ZoneOffset.UTC));
  }
}
