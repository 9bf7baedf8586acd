package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.request;
import static verticles.tasks.QueueFixture.told;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an attempt at a task ends, and what is kept of it. */
class TaskEndTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_retry_waits_and_is_promoted_when_it_is_due() {
    UUID id = fixture.enqueue(ANN);
    UUID worker = fixture.worker();
    Claimed task = fixture.claimOne(worker);
    fixture.end(task, new TaskState.Scheduled(Duration.ofMillis(30)));

    assertThat(fixture.view(id).state()).isEqualTo("scheduled");
    assertThat(fixture.claim(worker, 1)).isEmpty();
    verticles.testing.Patience.holds(
        () -> assertThat(fixture.queue.promote().await()).isEqualTo(1));
    assertThat(fixture.claimOne(worker).state()).isEqualTo(new TaskState.Running(2, 0));
  }

  @Test
  void cancelling_ends_what_waits_at_once_and_tells_the_worker_of_what_runs() {
    UUID waiting = fixture.enqueue(ANN);
    UUID scheduled = fixture.tasks.enqueue(request(ANN, 1).after(Duration.ofHours(1))).await().id();
    assertThat(fixture.tasks.cancel(ANN, waiting).await().state()).isEqualTo("cancelled");
    assertThat(fixture.tasks.cancel(ANN, scheduled).await().state()).isEqualTo("cancelled");
    UUID running = fixture.enqueue(ANN);
    UUID worker = fixture.worker();
    Claimed task = fixture.claimOne(worker);

    TaskView told = fixture.tasks.cancel(ANN, running).await();

    assertThat(told.state()).isEqualTo("running");
    assertThat(told.cancelling()).isTrue();
    assertThat(fixture.queue.beat(worker, "node-1").await())
        .containsExactly(new TaskQueue.Lease(running, 1, true));
    // a failure that would be tried again is not, once it is cancelled
    fixture.end(task, new TaskState.Scheduled(Duration.ofSeconds(1)));
    assertThat(fixture.view(running).state()).isEqualTo("cancelled");
    assertThat(fixture.tasks.cancel(ANN, running).await().state()).isEqualTo("cancelled");
  }

  @Test
  void a_result_with_a_character_that_the_database_cannot_keep_holds_nobody_up() {
    fixture.enqueue(ANN, 2);
    List<Claimed> both = fixture.claim(fixture.worker(), 2);
    List<Ending> endings =
        both.stream()
            .map(
                task ->
                    new Ending(
                        task.id(),
                        task.epoch(),
                        task.state().succeed(),
                        "succeeded",
                        "",
                        true,
                        false,
                        Said.nothing(),
                        Optional.of(
                            TaskResult.of(new JsonObject().put("said", "a\0b\\u0000\\\0c")))))
            .toList();

    assertThat(fixture.queue.end(endings).await()).hasSize(2);
    assertThat(fixture.view(both.getFirst().id()).result())
        .contains(new JsonObject().put("said", "ab\\u0000\\c"));
  }

  @Test
  void a_node_of_the_build_before_ends_its_tasks() {
    UUID id = fixture.enqueue(ANN);
    Claimed task = fixture.claimOne(fixture.worker());
    JsonObject ending =
        new JsonObject()
            .put("id", id.toString())
            .put("epoch", task.epoch())
            .put("state", "succeeded")
            .put("delayMs", 0)
            .put("refund", 0)
            .put("crash", 0)
            .put("outcome", "succeeded")
            .put("error", "")
            .put("log", new io.vertx.core.json.JsonArray())
            .put("result", new JsonObject().put("n", 1));
    var both =
        new io.vertx.core.json.JsonArray()
            .add(ending)
            .add(ending.copy().put("id", UUID.randomUUID().toString()));

    var ended =
        fixture
            .postgres
            .query(
                "SELECT task_id FROM task_end($1::jsonb)",
                io.vertx.sqlclient.Tuple.tuple().addJsonArray(both))
            .await();

    assertThat(ended.size()).isEqualTo(1);
    assertThat(fixture.view(id).result()).contains(new JsonObject().put("n", 1));
  }

  @Test
  void a_clean_return_costs_no_attempt() {
    fixture.enqueue(ANN);
    UUID worker = fixture.worker();
    Claimed task = fixture.claimOne(worker);
    fixture.queue.end(List.of(Ending.giveBack(task, "stop", Said.nothing()))).await();

    Claimed again = fixture.claimOne(worker);

    assertThat(again.state().attempt()).isEqualTo(1);
    assertThat(again.epoch()).isEqualTo(2);
  }
}
