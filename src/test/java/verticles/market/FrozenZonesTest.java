package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.postgres.LocalPostgres;
import verticles.postgres.PoolSettings;
import verticles.postgres.PostgresPool;
import verticles.postgres.PostgresProbe;
import verticles.postgres.PostgresState;
import verticles.postgres.ProbedPostgres;
import verticles.testing.Patience;
import verticles.testing.Signals;

/**
 * Zones of a real database that is frozen. Every timeout of the pool and of the bus is an hour:
 * what comes at all did not wait for one.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class FrozenZonesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final PoolSettings PATIENT =
      new PoolSettings(4, 64, HOUR, HOUR, HOUR.plusSeconds(1), HOUR);

  @TempDir static Path data;

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, "node").carry(MarketMessage.class);
  private LocalPostgres server;
  private PostgresProbe probe;

  @BeforeEach
  void start() {
    server = LocalPostgres.start(data);
    new Sql(server.target())
        .execute(
            "CREATE TABLE zone AS"
                + " SELECT 'DK1' AS zone_id, 'Europe/Copenhagen' AS time_zone, false AS simulated");
    probe = new PostgresProbe(vertx, server.target(), InstantSource.system()).start();
    probe.waitUntilUp().await();
    ProbedPostgres postgres =
        new ProbedPostgres(new PostgresPool(vertx, server.target(), PATIENT), probe);
    MarketConfig config = new MarketConfig(false, 42, Duration.ofDays(1), Duration.ofSeconds(1));
    vertx
        .deployVerticle(
            new MarketVerticle(bus, postgres, (work, led) -> {}, config, InstantSource.system()))
        .await();
  }

  @AfterEach
  void stop() {
    probe.close().await();
    vertx.close().await();
    server.stop();
  }

  private Future<MarketMessage.Zone> find(String zone) {
    return bus.ask(MarketMessage.ZONES, new MarketMessage.FindZone(zone), HOUR);
  }

  @Test
  void nobodyWaitsForAFrozenDatabaseToLearnOfAZone() {
    Signals.freeze(server.pid());
    try {
      assertThat(Patience.await(find("DK1")).timeZone()).isEqualTo("Europe/Copenhagen");
      Throwable before = Patience.failure(find("SE3"));
      Patience.until("found", probe::state, PostgresState.Down.class::isInstance);
      Throwable after = Patience.failure(find("SE4"));

      assertThat(Failures.of(before).failure()).isIn(Failure.TIMEOUT, Failure.UNAVAILABLE);
      assertThat(Failures.of(after).failure()).isEqualTo(Failure.UNAVAILABLE);
    } finally {
      Signals.thaw(server.pid());
    }

    Patience.holds(
        () ->
            assertThat(Failures.of(Patience.failure(find("SE4"))).failure())
                .isEqualTo(Failure.NOT_FOUND));
  }
}
