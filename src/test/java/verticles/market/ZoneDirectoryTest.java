package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;

class ZoneDirectoryTest {
  private static final MarketMessage.Zone DK1 =
      new MarketMessage.Zone("DK1", "Europe/Copenhagen", false);

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final List<String> asked = new ArrayList<>();
  private Future<Optional<MarketMessage.Zone>> answer = Future.succeededFuture(Optional.empty());
  private final ZoneDirectory zones =
      new ZoneDirectory(
          id -> {
            asked.add(id);
            return answer;
          },
          clock);

  @Test
  void aKnownZoneIsAnsweredFromMemory() {
    zones.remember(DK1);

    assertThat(zones.find("DK1").result()).isEqualTo(DK1);
    assertThat(asked).isEmpty();
  }

  @Test
  void aMissingZoneIsAskedForOnceASecond() {
    zones.find("DK2");
    clock.move(Duration.ofMillis(999));
    zones.find("DK2");
    assertThat(asked).containsExactly("DK2");

    clock.move(Duration.ofMillis(1));
    zones.find("DK2");
    assertThat(asked).containsExactly("DK2", "DK2");
  }

  @Test
  void aZoneThatWasFoundIsRemembered() {
    answer = Future.succeededFuture(Optional.of(DK1));

    assertThat(zones.find("DK1").result()).isEqualTo(DK1);
    clock.move(Duration.ofMinutes(1));
    zones.find("DK1");

    assertThat(asked).hasSize(1);
  }

  @Test
  void aMissingZoneIsNotFoundAndTheNearestAreNamed() {
    zones.remember(DK1);

    assertThat(Failures.of(zones.find("DK7").cause()))
        .returns(Failure.NOT_FOUND, FailureException::failure)
        .hasMessageContaining("DK1");
  }

  @Test
  void whatCannotBeAZoneIsNotAskedFor() {
    zones.find("'; DROP TABLE zone");

    assertThat(asked).isEmpty();
  }

  @Test
  void aFailedAskIsTriedAgain() {
    answer = Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "away"));
    assertThat(zones.find("DK1").failed()).isTrue();

    answer = Future.succeededFuture(Optional.of(DK1));

    assertThat(zones.find("DK1").result()).isEqualTo(DK1);
  }
}
