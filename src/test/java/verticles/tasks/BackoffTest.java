package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

  @Test
  void the_bound_doubles_with_each_failure_up_to_the_cap() {
    assertThat(IntStream.of(1, 2, 3, 5, 6, 7, 100).mapToLong(n -> backoff.bound(n).toSeconds()))
        .containsExactly(2L, 4L, 8L, 32L, 60L, 60L, 60L);
  }

  @Test
  void the_wait_is_anything_from_nothing_to_the_bound() {
    assertThat(backoff.after(3, () -> 0)).isZero();
    assertThat(backoff.after(3, () -> 0.5)).isEqualTo(Duration.ofSeconds(4));
    assertThat(backoff.after(3, () -> Math.nextDown(1.0))).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void very_many_failures_do_not_overflow() {
    assertThat(new Backoff(Duration.ofDays(1), Duration.ofDays(9)).bound(Integer.MAX_VALUE))
        .isEqualTo(Duration.ofDays(9));
  }

  @Test
  void a_bound_that_could_not_grow_is_refused() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
