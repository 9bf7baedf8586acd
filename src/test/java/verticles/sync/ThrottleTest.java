package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

  @Test
  void a_time_to_wait_is_read_as_seconds_or_as_an_instant() {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");

    assertThat(RetryAfter.read(Optional.of("7"), now)).contains(Duration.ofSeconds(7));
    assertThat(RetryAfter.read(Optional.of("Sat, 21 Nov 2026 12:00:30 GMT"), now))
        .contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.read(Optional.of("Sat, 21 Nov 2026 11:00:00 GMT"), now))
        .contains(Duration.ZERO);
    assertThat(RetryAfter.read(Optional.of("999999999"), now)).contains(Duration.ofHours(1));
    assertThat(RetryAfter.read(Optional.of("soon"), now)).isEmpty();
  }
}
