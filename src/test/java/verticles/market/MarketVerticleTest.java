package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Bus;
import verticles.bus.FailureException;
import verticles.grid.Leadership;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

class MarketVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, "node").carry(MarketMessage.class);
  private final PostgresTarget target = TestPostgres.migrated();
  private final DirectPostgres postgres = new DirectPostgres(vertx, target);
  private final BlockingQueue<Leadership.Led> campaigns = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aZoneIsFoundAlsoWhenItIsImportedLater() throws Exception {
    deploy(false);

    assertThatThrownBy(() -> find("DK1")).hasMessageContaining("There is no zone 'DK1'");
    new Sql(target).execute("INSERT INTO zone VALUES ('DK1', 'x', 'Europe/Copenhagen', false)");

    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!isFound("DK1") && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    assertThat(find("DK1")).isEqualTo(new MarketMessage.Zone("DK1", "Europe/Copenhagen", false));
    assertThat(campaigns).isEmpty();
  }

  @Test
  void theVerticleStartsWithoutTheDatabase() throws Exception {
    postgres.away.set(true);

    deploy(true);

    assertThat(campaigns).hasSize(1);
  }

  @Test
  void theLeaderAnnouncesTicksAndAFormerLeaderDoesNot() throws Exception {
    BlockingQueue<MarketMessage.Ticks> heard = new LinkedBlockingQueue<>();
    bus.<MarketMessage.Ticks>hear(MarketMessage.TICKS, heard::add).await(10, TimeUnit.SECONDS);
    deploy(true);
    Leadership.Led led = campaigns.remove();

    led.begin(1).await(10, TimeUnit.SECONDS);
    MarketMessage.Ticks first = heard.poll(30, TimeUnit.SECONDS);
    MarketMessage.Ticks second = heard.poll(30, TimeUnit.SECONDS);
    led.end().await(30, TimeUnit.SECONDS);
    heard.clear();

    assertThat(first).isNotNull().isNotEqualTo(second);
    assertThat(heard.poll(500, TimeUnit.MILLISECONDS)).isNull();
  }

  private void deploy(boolean simulate) throws Exception {
    MarketConfig config =
        new MarketConfig(simulate, 42, Duration.ofDays(1), Duration.ofMillis(100));
    Leadership leadership = (work, led) -> campaigns.add(led);
    vertx
        .deployVerticle(
            new MarketVerticle(bus, postgres, leadership, config, InstantSource.system()))
        .await(20, TimeUnit.SECONDS);
  }

  private MarketMessage.Zone find(String zone) throws Exception {
    Future<MarketMessage.Zone> found =
        bus.ask(MarketMessage.ZONES, new MarketMessage.FindZone(zone), Duration.ofSeconds(5));
    return found.await(10, TimeUnit.SECONDS);
  }

  private boolean isFound(String zone) throws Exception {
    try {
      find(zone);
      return true;
    } catch (FailureException notYet) {
      return false;
    }
  }
}
