package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.tasks.TaskState.Failed;
import verticles.tasks.TaskState.Running;
import verticles.tasks.TaskState.Scheduled;
import verticles.tasks.TaskState.Waiting;

class TaskStateTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

  private static TaskState after(int attempt, TaskFailure failure) {
    return new Running(attempt, 0).fail(failure, 3, BACKOFF, () -> 0.5);
  }

  @Test
  void a_failure_is_tried_again_while_there_are_attempts_left() {
    TaskFailure failure = TaskFailure.retryable("no");

    assertThat(after(1, failure)).isEqualTo(new Scheduled(Duration.ofSeconds(1)));
    assertThat(after(2, failure)).isEqualTo(new Scheduled(Duration.ofSeconds(2)));
    assertThat(after(3, failure)).isEqualTo(new Failed());
  }

  @Test
  void what_would_fail_again_is_not_tried_again() {
    assertThat(after(1, TaskFailure.permanent("no"))).isEqualTo(new Failed());
    assertThat(after(1, TaskFailure.permanent("no", new JsonObject()))).isEqualTo(new Failed());
  }

  @Test
  void somebody_may_say_how_long_to_wait() {
    assertThat(after(1, TaskFailure.retryAfter("busy", Duration.ofHours(1))))
        .isEqualTo(new Scheduled(Duration.ofHours(1)));
    assertThat(after(3, TaskFailure.retryAfter("busy", Duration.ofHours(1))))
        .isEqualTo(new Failed());
  }

  @Test
  void too_early_is_no_failure_even_at_the_last_attempt() {
    assertThat(after(3, TaskFailure.snooze("early", Duration.ofSeconds(9))))
        .isEqualTo(new Scheduled(Duration.ofSeconds(9)));
  }

  @Test
  void the_third_crash_is_the_fault_of_the_task() {
    assertThat(new Running(1, 0).crash(3)).isEqualTo(new Waiting());
    assertThat(new Running(1, 1).crash(3)).isEqualTo(new Waiting());
    assertThat(new Running(1, 2).crash(3)).isEqualTo(new TaskState.Quarantined());
    assertThat(new Running(1, 0).crash(1)).isEqualTo(new TaskState.Quarantined());
  }

  @Test
  void every_way_through_life_ends_in_a_state_that_the_database_knows() {
    Running running = new Scheduled(Duration.ZERO).become().claim(1, 0);

    assertThat(running.succeed().label()).isEqualTo("succeeded");
    assertThat(running.cancel().label()).isEqualTo("cancelled");
    assertThat(running.cancel().retry().label()).isEqualTo("waiting");
    assertThat(running.giveBack().cancel().label()).isEqualTo("cancelled");
    assertThat(new Failed().retry().claim(1, 0).label()).isEqualTo("running");
    assertThat(new TaskState.Quarantined().retry().label()).isEqualTo("waiting");
    assertThat(new Scheduled(Duration.ZERO).cancel().label()).isEqualTo("cancelled");
    assertThat(new Scheduled(Duration.ZERO).label()).isEqualTo("scheduled");
    assertThat(new Failed().label()).isEqualTo("failed");
    assertThat(new TaskState.Quarantined().label()).isEqualTo("quarantined");
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_REQUEST, false",
    "FORBIDDEN, false",
    "NOT_FOUND, false",
    "UNPROCESSABLE, false",
    "TOO_LARGE, false",
    "TOO_MANY, true",
    "UNAVAILABLE, true",
    "TIMEOUT, true",
    "UPSTREAM, true",
    "INTERNAL, true",
    "CONFLICT, true"
  })
  void only_the_senders_own_mistakes_are_beyond_repair(Failure failure, boolean again) {
    TaskFailure told = TaskFailure.of(FailureException.of(failure, "because"));

    assertThat(told.then() instanceof TaskFailure.Then.Retry).isEqualTo(again);
    assertThat(told.detail()).isEqualTo("because");
  }

  @Test
  void what_nobody_expected_is_tried_again_and_not_told() {
    TaskFailure told = TaskFailure.of(new IOException("secret path"));

    assertThat(told.then()).isInstanceOf(TaskFailure.Then.Retry.class);
    assertThat(told.detail()).doesNotContain("secret");
  }
}
