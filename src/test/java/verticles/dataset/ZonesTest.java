package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.market.MarketMessage;
import verticles.testing.SettableClock;

class ZonesTest {
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
  private final List<Promise<MarketMessage.Zone>> asked = new ArrayList<>();
  private final Zones zones =
      new Zones(
          zone -> {
            Promise<MarketMessage.Zone> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
          },
          clock);

  private void know() {
    Future<ZoneId> first = zones.timeZone("DK1");
    asked.getFirst().complete(new MarketMessage.Zone("DK1", "Europe/Copenhagen", false));
    assertThat(first.result()).isEqualTo(COPENHAGEN);
  }

  @Test
  void aZoneThatWasFoundOnceIsAnsweredAtOnceWhileItIsAskedForAgain() {
    know();
    clock.pass(Duration.ofHours(3));

    Future<ZoneId> now = zones.timeZone("DK1");

    assertThat(now.isComplete()).isTrue();
    assertThat(now.result()).isEqualTo(COPENHAGEN);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whileNobodyAnswersOneMinuteHasOneQuestion() {
    know();
    clock.pass(Duration.ofMinutes(1));

    for (int i = 0; i < 10; i++) {
      assertThat(zones.timeZone("DK1").result()).isEqualTo(COPENHAGEN);
    }

    assertThat(asked).hasSize(2);
    asked.getLast().fail(FailureException.of(Failure.UNAVAILABLE, "away"));
    assertThat(zones.timeZone("DK1").result()).isEqualTo(COPENHAGEN);
  }

  @Test
  void aZoneThatIsGoneIsForgotten() {
    know();
    clock.pass(Duration.ofMinutes(1));
    zones.timeZone("DK1");

    asked.getLast().fail(FailureException.of(Failure.NOT_FOUND, "gone"));

    assertThat(zones.timeZone("DK1").isComplete()).isFalse();
  }
}
