package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypeDeskTest {
  private final TypeDesk desk = new TypeDesk(SomeType.of("test.some", TaskLimits.perNode(4)));

  private static Claimed task() {
    return new Claimed(
        UUID.randomUUID(),
        1,
        "north",
        "ann",
        "test.some",
        new JsonObject(),
        new TaskState.Running(1, 0),
        Optional.empty(),
        0);
  }

  private void run(Duration each) {
    for (int i = 0; i < 50; i++) {
      desk.add(task());
      assertThat(desk.begin()).isNotNull();
      desk.end(each);
    }
  }

  @Test
  void no_more_begin_than_there_are_slots() {
    for (int i = 0; i < 6; i++) {
      desk.add(task());
    }
    for (int i = 0; i < 4; i++) {
      assertThat(desk.begin()).isNotNull();
    }

    assertThat(desk.begin()).isNull();
    assertThat(desk.waiting()).isEqualTo(2);
    assertThat(desk.room()).isZero();
  }

  @Test
  void nothing_is_claimed_ahead_before_it_is_known_to_be_short() {
    assertThat(desk.room()).isEqualTo(4);
  }

  @Test
  void short_ones_are_claimed_ahead_and_long_ones_are_left_for_others() {
    run(Duration.ofMillis(1));
    int ahead = desk.room();
    run(Duration.ofSeconds(10));

    assertThat(ahead).isGreaterThan(100).isLessThanOrEqualTo(4 + 256);
    assertThat(desk.room()).isEqualTo(4);
  }

  @Test
  void what_waits_can_be_given_up() {
    desk.add(task());

    assertThat(desk.clear()).hasSize(1);
    assertThat(desk.begin()).isNull();
  }
}
