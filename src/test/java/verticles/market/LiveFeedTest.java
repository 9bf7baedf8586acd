package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

class LiveFeedTest {
  private static final Instant NOON = Instant.parse("2026-03-27T12:00:05.700Z");
  private static final MarketConfig CONFIG =
      new MarketConfig(true, 42, Duration.ofDays(1), Duration.ofSeconds(1));

  private final Vertx vertx = Vertx.vertx();
  private final PostgresTarget target = TestPostgres.migrated();
  private final Sql sql = new Sql(target);
  private final DirectPostgres postgres = new DirectPostgres(vertx, target);
  private final SettableClock clock = new SettableClock(NOON);
  private final List<MarketMessage.Ticks> announced = new ArrayList<>();

  @BeforeEach
  void fill() {
    MarketHistory.fill(target, CONFIG, Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void theFirstRoundFillsTwoHoursAndAnnouncesTheNewestTick() throws Exception {
    round(feed());

    assertThat(sql.number("SELECT count(*) FROM price_tick WHERE simulated")).isEqualTo(7200 * 5);
    assertThat(announced).hasSize(1);
    assertThat(announced.getFirst().ticks())
        .hasSize(5)
        .allMatch(MarketMessage.Tick::simulated)
        .allMatch(tick -> tick.at().equals(Instant.parse("2026-03-27T12:00:05Z")));
  }

  @Test
  void aRoundATickWritesOneTickOfEachZoneAndNowAndThenATrade() throws Exception {
    LiveFeed feed = feed();
    round(feed);
    double before = sql.number("SELECT count(*) FROM price_tick");

    for (int i = 0; i < 5; i++) {
      clock.move(Duration.ofSeconds(1));
      round(feed);
    }

    assertThat(sql.number("SELECT count(*) FROM price_tick")).isEqualTo(before + 25);
    assertThat(announced).hasSize(6);
    assertThat(sql.text("SELECT max(traded_at) FROM trade WHERE trade_id LIKE 'L-%' AND simulated"))
        .startsWith("2026-03-27 12:00:10");
  }

  @Test
  void nothingIsAnnouncedWhileTheDatabaseIsAwayAndThenTheGapIsFilled() throws Exception {
    LiveFeed feed = feed();
    round(feed);
    postgres.away.set(true);
    clock.move(Duration.ofSeconds(30));
    round(feed);
    assertThat(announced).hasSize(1);

    postgres.away.set(false);
    clock.move(Duration.ofSeconds(30));
    round(feed);

    assertThat(announced).hasSize(2);
    assertThat(
            sql.number("SELECT count(*) FROM price_tick WHERE ticked_at > '2026-03-27T12:00:05Z'"))
        .isEqualTo(60 * 5);
  }

  @Test
  void aFormerLeaderThatHasNotNoticedWritesWhatTheNextOneWrites() throws Exception {
    LiveFeed former = feed();
    LiveFeed next = feed();
    round(former);
    round(next);

    clock.move(Duration.ofSeconds(10));
    former.round();
    round(next);
    round(former);

    assertThat(sql.number("SELECT count(*) FROM price_tick")).isEqualTo(7210 * 5);
    assertThat(sql.number("SELECT count(*) FROM trade WHERE trade_id LIKE 'L-%'")).isEqualTo(2);
    assertThat(announced.subList(1, announced.size())).containsOnly(announced.getLast());
  }

  @Test
  void afterItsEndAFeedWritesNothing() throws Exception {
    LiveFeed feed = feed();
    round(feed);
    feed.end().await(10, TimeUnit.SECONDS);

    clock.move(Duration.ofSeconds(10));
    round(feed);

    assertThat(announced).hasSize(1);
  }

  @Test
  void ticksOlderThanTwoDaysAreDroppedWithTheirPartition() throws Exception {
    LiveFeed feed = feed();
    round(feed);

    clock.move(Duration.ofDays(4));
    round(feed);

    assertThat(sql.text("SELECT min(ticked_at) FROM price_tick")).startsWith("2026-03-31");
    assertThat(
            sql.number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'price_tick'::regclass"))
        .isEqualTo(1);
  }

  private LiveFeed feed() {
    return new LiveFeed(
        new TickTable(postgres),
        CONFIG,
        announced::add,
        () -> {
          MarketHistory.fill(target, CONFIG, clock);
          return Future.succeededFuture();
        },
        clock);
  }

  private static void round(LiveFeed feed) throws Exception {
    feed.round().await(30, TimeUnit.SECONDS);
  }
}
