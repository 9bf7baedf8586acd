package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.WorkerFixture.TYPE;
import static verticles.tasks.WorkerFixture.await;
import static verticles.tasks.WorkerFixture.sleep;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a worker ends what it runs. */
class TaskVerticleTest {
  private final WorkerFixture worker = new WorkerFixture();
  private final QueueFixture fixture = worker.fixture;

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void a_task_runs_and_leaves_its_result() {
    TaskView done = worker.awaitState(worker.enqueue(), "succeeded");

    assertThat(done.result()).contains(new JsonObject().put("n", 5));
    assertThat(done.node()).isEqualTo("node-1");
    assertThat(
            worker.meters.get("spinreserve.tasks.run").tag("outcome", "succeeded").timer().count())
        .isEqualTo(1);
  }

  @Test
  void a_failure_is_tried_again_with_its_log_and_then_given_up() {
    worker.work =
        (payload, context) -> {
          context.log("this is try " + context.attempt());
          throw TaskFailure.retryable("no luck");
        };

    TaskView failed = worker.awaitState(worker.enqueue(), "failed");

    assertThat(worker.runs).hasValue(3);
    assertThat(failed.error()).isEqualTo("no luck");
    assertThat(failed.attempts()).hasSize(3);
    assertThat(failed.attempts().getJsonObject(1).encode()).contains("this is try 2");
  }

  @Test
  void a_cancelled_one_that_listens_ends_at_once() {
    CountDownLatch begun = new CountDownLatch(1);
    worker.work =
        (payload, context) -> {
          begun.countDown();
          while (true) {
            context.check();
            sleep(5);
          }
        };
    UUID id = worker.enqueue();
    await(begun);

    worker.verticle.tasks().cancel(QueueFixture.ANN, id).await();

    assertThat(worker.awaitState(id, "cancelled").attempts()).hasSize(1);
  }

  @Test
  void a_cancelled_one_that_does_not_listen_is_interrupted_and_what_it_says_then_does_not_count() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    worker.work =
        (payload, context) -> {
          begun.countDown();
          try {
            Thread.sleep(Duration.ofMinutes(5));
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return TaskResult.of(new JsonObject().put("late", true));
        };
    UUID id = worker.enqueue();
    await(begun);

    worker.verticle.tasks().cancel(QueueFixture.ANN, id).await();

    await(interrupted);
    assertThat(worker.awaitState(id, "cancelled").result()).isEmpty();
  }

  @Test
  void what_exhausts_memory_three_times_is_quarantined_and_the_node_lives() {
    worker.work =
        (payload, context) -> {
          throw new OutOfMemoryError("as if");
        };

    TaskView bad = worker.awaitState(worker.enqueue(), "quarantined");

    assertThat(bad.crashes()).isEqualTo(3);
    assertThat(bad.attempt()).isZero();
    worker.work = (payload, context) -> TaskResult.of(new JsonObject());
    worker.awaitState(worker.enqueue(), "succeeded");
  }

  @Test
  void a_stop_lets_a_short_one_finish_and_gives_a_long_one_back_uncounted() {
    CountDownLatch begun = new CountDownLatch(2);
    worker.work =
        (payload, context) -> {
          begun.countDown();
          sleep(payload.getInteger("n") == 5 ? 300 : 60_000);
          return TaskResult.of(new JsonObject());
        };
    UUID quick = worker.enqueue();
    UUID slow =
        worker
            .verticle
            .tasks()
            .enqueue(TaskRequest.now(QueueFixture.ANN, TYPE, new JsonObject().put("n", 6)))
            .await()
            .id();
    await(begun);

    worker.vertx.undeploy(worker.deployment).await();

    assertThat(fixture.view(quick).state()).isEqualTo("succeeded");
    assertThat(fixture.view(slow).state()).isEqualTo("waiting");
    assertThat(fixture.view(slow).attempt()).isZero();
    assertThat(fixture.count("task_worker")).isZero();
  }
}
