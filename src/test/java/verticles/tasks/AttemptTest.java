package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import verticles.identity.Role;

class AttemptTest {
  private final List<JsonObject> kept = new ArrayList<>();
  private boolean held = true;
  private final Attempt attempt =
      new Attempt(
          new Claimed(
              new UUID(7, 7),
              3,
              "north",
              "ann",
              "test.some",
              new JsonObject(),
              new TaskState.Running(2, 0),
              Optional.of(new JsonObject().put("page", 4)),
              0),
          Role.TRADER,
          told -> {
            kept.add(told);
            return held;
          });

  @Test
  void it_knows_its_task_and_what_a_former_one_reached() {
    assertThat(attempt.fence()).isEqualTo(new UUID(7, 7) + ":3");
    assertThat(attempt.attempt()).isEqualTo(2);
    assertThat(attempt.owner().user()).isEqualTo("ann");
    assertThat(attempt.checkpoint()).contains(new JsonObject().put("page", 4));
  }

  @Test
  void progress_never_falls_and_stays_within_its_bounds() {
    attempt.progress(40, "a");
    attempt.progress(20, "b");
    JsonObject told = attempt.news().orElseThrow();
    attempt.progress(400, "c");

    assertThat(told.getDouble("percent")).isEqualTo(40);
    assertThat(told.getString("message")).isEqualTo("b");
    assertThat(attempt.news().orElseThrow().getDouble("percent")).isEqualTo(100);
    assertThat(attempt.news()).isEmpty();
  }

  @Test
  void the_log_keeps_the_last_lines_and_says_how_many_are_left_out() {
    for (int i = 0; i < 60; i++) {
      attempt.log("line " + i + "\0" + "x".repeat(1000));
    }

    List<String> lines =
        attempt.said().log().stream().map(line -> ((JsonObject) line).getString("text")).toList();
    assertThat(lines).hasSize(51);
    assertThat(lines.getFirst()).contains("10 earlier");
    assertThat(lines.getLast()).startsWith("line 59x").hasSize(300).doesNotContain("\0");
  }

  @Test
  void a_checkpoint_is_kept_at_once_and_ends_what_no_longer_holds_the_task() {
    attempt.checkpoint(new JsonObject().put("page", 5));
    held = false;

    assertThatThrownBy(() -> attempt.checkpoint(new JsonObject()))
        .isInstanceOf(TaskCancelled.class);
    assertThat(kept.getFirst().getJsonObject("checkpoint"))
        .isEqualTo(new JsonObject().put("page", 5));
    assertThat(attempt.stopped()).contains(Attempt.Stop.LOST);
  }

  @Test
  void it_is_stopped_once_and_the_first_reason_counts() {
    AtomicInteger told = new AtomicInteger();
    attempt.onCancel(told::incrementAndGet);
    attempt.stop(Attempt.Stop.CANCELLED);
    attempt.stop(Attempt.Stop.LOST);
    attempt.onCancel(told::incrementAndGet);

    assertThat(told).hasValue(2);
    assertThat(attempt.stopped()).contains(Attempt.Stop.CANCELLED);
    assertThatThrownBy(attempt::check).isInstanceOf(TaskCancelled.class);
  }

  @Test
  void only_the_first_may_say_how_it_ended() {
    assertThat(attempt.end()).isTrue();
    assertThat(attempt.end()).isFalse();
    attempt.progress(1, "late");
    assertThat(attempt.news()).isEmpty();
  }
}
