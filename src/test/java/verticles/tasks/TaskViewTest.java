package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.QueueFixture.ADMIN;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.BOB;
import static verticles.tasks.QueueFixture.failure;
import static verticles.tasks.QueueFixture.request;
import static verticles.tasks.QueueFixture.told;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;

/** What owners and admins see of tasks. */
class TaskViewTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void another_users_task_is_not_there_and_an_admin_sees_all() {
    UUID id = fixture.enqueue(ANN);

    assertThat(failure(fixture.tasks.find(BOB, id))).isEqualTo(Failure.NOT_FOUND);
    assertThat(failure(fixture.tasks.cancel(BOB, id))).isEqualTo(Failure.NOT_FOUND);
    assertThat(failure(fixture.tasks.retry(BOB, id))).isEqualTo(Failure.NOT_FOUND);
    assertThat(fixture.tasks.find(ADMIN, id).await().owner()).isEqualTo("ann");
    var all = new TaskQuestion(BOB, Optional.empty(), Optional.empty(), Optional.empty(), 10);
    assertThat(fixture.tasks.list(all).await()).isEmpty();
    assertThat(failure(fixture.tasks.find(ANN, UUID.randomUUID()))).isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void each_state_can_be_listed() {
    UUID waiting = fixture.enqueue(ANN);
    UUID scheduled = fixture.tasks.enqueue(request(BOB, 1).after(Duration.ofHours(1))).await().id();
    for (String state :
        List.of("scheduled", "waiting", "running", "succeeded", "failed", "bad", "open", "over")) {
      var question =
          new TaskQuestion(ADMIN, Optional.of(state), Optional.empty(), Optional.empty(), 10);
      List<UUID> found = fixture.tasks.list(question).await().stream().map(TaskView::id).toList();
      switch (state) {
        case "waiting" -> assertThat(found).containsExactly(waiting);
        case "scheduled" -> assertThat(found).containsExactly(scheduled);
        case "open" -> assertThat(found).containsExactly(scheduled, waiting);
        default -> assertThat(found).as(state).isEmpty();
      }
    }
  }

  @Test
  void what_an_attempt_told_is_seen_while_it_runs_and_kept_when_it_is_over() {
    UUID id = fixture.enqueue(ANN);
    Claimed task = fixture.claimOne(fixture.worker());
    fixture
        .queue
        .tell(List.of(told(task).put("checkpoint", new JsonObject().put("page", 3))))
        .await();

    assertThat(fixture.view(id).percent()).isEqualTo(50);
    fixture.end(task, new TaskState.Waiting());

    assertThat(fixture.view(id).message()).isEqualTo("half");
    assertThat(fixture.claimOne(fixture.worker()).checkpoint())
        .contains(new JsonObject().put("page", 3));
    assertThat(fixture.view(id).percent()).isZero();
  }

  @Test
  void the_history_of_a_task_counts_each_attempt_once() {
    UUID id = fixture.enqueue(ANN);
    UUID worker = fixture.worker();
    fixture.end(fixture.claimOne(worker), new TaskState.Waiting());
    assertThat(fixture.view(id).attempts()).hasSize(1);
    fixture.end(fixture.claimOne(worker), new TaskState.Succeeded());

    TaskView done = fixture.view(id);

    assertThat(done.attempts().stream().map(one -> ((JsonObject) one).getInteger("number")))
        .containsExactly(1, 2);
    assertThat(done.attempts().getJsonObject(1).getString("outcome")).isEqualTo("succeeded");
    assertThat(done.attempt()).isEqualTo(2);
    assertThat(done.epoch()).isEqualTo(2);
  }

  @Test
  void statistics_count_what_waits_by_type_and_owner() {
    fixture.enqueue(ANN, 3);
    fixture.enqueue(BOB, 2);
    fixture.claimOne(fixture.worker());

    TypeNumbers all = fixture.tasks.numbers(ADMIN).await().getFirst();

    assertThat(all.waiting()).isEqualTo(4);
    assertThat(all.running()).isEqualTo(1);
    assertThat(fixture.tasks.numbers(BOB).await().getFirst().waiting()).isBetween(1L, 2L);
  }
}
