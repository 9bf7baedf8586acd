package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  @Test
  void requests_are_spaced_evenly_and_time_that_passed_is_not_saved_up() {
    Throttle throttle = new Throttle(4, 0);

    assertThat(throttle.reserve(0)).isEqualTo(Duration.ZERO);
    assertThat(throttle.reserve(0)).isEqualTo(Duration.ofMillis(250));
    assertThat(throttle.reserve(0)).isEqualTo(Duration.ofMillis(500));
    assertThat(throttle.reserve(10_000_000_000L)).isEqualTo(Duration.ZERO);
    assertThat(throttle.reserve(10_000_000_000L)).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void nobody_passes_during_a_pause() {
    Throttle throttle = new Throttle(4, 0);

    throttle.pause(Duration.ofSeconds(3), 0);

    assertThat(throttle.reserve(1_000_000_000L)).isEqualTo(Duration.ofSeconds(2));
  }
}
