package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import verticles.identity.Role;

class TypeDeskTest {
  private final TypeDesk desk = new TypeDesk(SomeType.of("test.some", TaskLimits.perNode(4)));

  private static Attempt task() {
    return task(0);
  }

  private static Attempt task(int crashes) {
    return task(crashes, new JsonObject());
  }

  private static Attempt task(int crashes, JsonObject payload) {
    return new Attempt(
        new Claimed(
            UUID.randomUUID(),
            1,
            "north",
            "ann",
            "test.some",
            payload,
            new TaskState.Running(1, crashes),
            Optional.empty(),
            0),
        Role.TRADER,
        told -> true);
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

    assertThat(ahead).isGreaterThan(100).isLessThanOrEqualTo(4 + 2_048);
    assertThat(desk.room()).isEqualTo(4);
  }

  @Test
  void what_waits_can_be_given_up() {
    desk.add(task());

    assertThat(desk.clear()).hasSize(1);
    assertThat(desk.begin()).isNull();
  }

  @Test
  void what_is_claimed_ahead_is_filled_up_in_one_go() {
    run(Duration.ofMillis(1));
    int ahead = desk.room() - 4;
    for (int i = 0; i < ahead; i++) {
      desk.add(task());
    }
    for (int i = 0; i < ahead / 3; i++) {
      desk.begin();
      desk.free();
    }
    assertThat(desk.room()).isZero();
    for (int i = 0; i < ahead / 3; i++) {
      desk.begin();
      desk.free();
    }

    assertThat(desk.room()).isGreaterThan(ahead / 2);
  }

  @Test
  void large_ones_are_not_heaped_up_here() {
    run(Duration.ofMillis(1));
    JsonObject large = new JsonObject().put("text", "x".repeat(60_000));
    for (int i = 0; i < 50; i++) {
      desk.add(task(0, large));
      desk.begin();
      desk.end(Duration.ofMillis(1));
    }

    assertThat(desk.room()).isBetween(50, 150);
  }

  @Test
  void those_that_lost_a_worker_wait_apart() {
    Attempt suspect = task(1);
    Attempt other = task();
    desk.add(suspect);
    desk.add(other);

    assertThat(desk.begin()).isSameAs(other);
    assertThat(desk.begin()).isNull();
    assertThat(desk.beginSuspect(any -> true)).isSameAs(suspect);
    assertThat(desk.running()).isEqualTo(2);
  }
}
