package verticles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
  private final Ladder ladder = new Ladder();
  private final List<String> told = new ArrayList<>();

  private void climb(String step) throws Exception {
    ladder.climb(step, () -> told.add("up " + step), made -> told.add("down " + step));
  }

  @Test
  void steps_are_taken_back_in_reverse() throws Exception {
    climb("one");
    climb("two");

    ladder.descend();

    assertThat(told).containsExactly("up one", "up two", "down two", "down one");
  }

  @Test
  void a_step_that_cannot_be_taken_back_does_not_keep_the_others() throws Exception {
    climb("one");
    ladder.climb(
        "two",
        () -> "made",
        made -> {
          throw new IllegalStateException("stuck");
        });

    ladder.descend();

    assertThat(told).containsExactly("up one", "down one");
  }

  @Test
  void a_step_that_failed_is_not_taken_back() throws Exception {
    climb("one");
    assertThatThrownBy(
            () ->
                ladder.climb(
                    "two",
                    () -> {
                      throw new IllegalStateException("no port");
                    },
                    made -> told.add("never")))
        .hasMessage("no port");

    ladder.descend();

    assertThat(told).containsExactly("up one", "down one");
  }

  @Test
  void nothing_is_started_after_the_ladder_was_left() {
    ladder.descend();

    assertThatThrownBy(() -> climb("late")).isInstanceOf(IllegalStateException.class);
    assertThat(told).isEmpty();
  }
}
