package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import verticles.testing.Patience;
import verticles.testing.SettableClock;

class CoarseClockTest {
  private final SettableClock exact = new SettableClock("2026-11-20T12:00:00Z");

  @Test
  void itFollowsTheExactClockForwardsAndBack() {
    try (CoarseClock coarse = CoarseClock.of(exact)) {
      exact.pass(Duration.ofSeconds(5));
      Patience.until("it went on", () -> coarse.millis() == exact.millis());
      exact.pass(Duration.ofHours(-1));
      Patience.until("it was set back", () -> coarse.millis() == exact.millis());
    }
  }

  @Test
  void afterItsEndItIsExact() {
    for (int round = 0; round < 300; round++) {
      CoarseClock coarse = CoarseClock.of(exact);
      coarse.close();

      exact.pass(Duration.ofSeconds(1));
      assertThat(coarse.millis()).isEqualTo(exact.millis());
      assertThat(coarse.instant()).isEqualTo(exact.instant());
    }
  }

  @Test
  void itDoesNotLagBehindForLong() {
    try (CoarseClock coarse = CoarseClock.of(InstantSource.system())) {
      long before = System.currentTimeMillis();
      Patience.until("a moment has passed", () -> coarse.millis() > before + 30);
      assertThat(coarse.millis()).isLessThanOrEqualTo(System.currentTimeMillis());
    }
  }
}
