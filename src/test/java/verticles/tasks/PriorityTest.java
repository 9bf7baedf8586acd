package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PriorityTest {
  /** The place in the lane, as the database computes it. */
  private static long score(Duration asked, Priority priority) {
    return asked.minus(priority.headStart()).toMillis();
  }

  @Test
  void of_what_was_asked_for_together_the_more_urgent_comes_first() {
    Duration now = Duration.ofHours(100);

    assertThat(Priority.values())
        .isSortedAccordingTo((a, b) -> Long.compare(score(now, a), score(now, b)));
  }

  @Test
  void the_lowest_comes_before_the_most_urgent_that_is_asked_for_an_hour_and_a_half_later() {
    Duration then = Duration.ofHours(100);

    assertThat(score(then, Priority.LOW))
        .isLessThan(score(then.plus(Duration.ofMinutes(91)), Priority.URGENT));
    assertThat(score(then, Priority.LOW))
        .isGreaterThan(score(then.plus(Duration.ofMinutes(89)), Priority.URGENT));
  }

  @Test
  void labels_are_read_as_they_are_written() {
    for (Priority priority : Priority.values()) {
      assertThat(Priority.of(priority.label())).contains(priority);
    }
    assertThat(Priority.of("URGENT")).isEmpty();
  }
}
