package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.WorkerFixture.sleep;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.testing.Patience;

/** Many short tasks, and what a worker was given and does not know of. */
class ShortTasksTest {
  private final WorkerFixture worker = new WorkerFixture();
  private final QueueFixture fixture = worker.fixture;

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void a_thousand_short_ones_all_run_once() {
    fixture.enqueue(QueueFixture.ANN, 1_000);

    Patience.holds(
        () -> assertThat(fixture.count("task WHERE state = 'succeeded'")).isEqualTo(1_000));
    assertThat(worker.runs).hasValue(1_000);
    assertThat(fixture.count("task_lease")).isZero();
  }

  @Test
  void short_ones_that_lost_a_worker_run_one_at_a_time_and_soon() {
    AtomicInteger beside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    worker.awaitState(worker.enqueue(), "succeeded");
    worker.work =
        (payload, context) -> {
          most.accumulateAndGet(beside.incrementAndGet(), Math::max);
          sleep(1);
          beside.decrementAndGet();
          return TaskResult.of(new JsonObject());
        };
    fixture
        .postgres
        .query("UPDATE task_type SET paused = true", io.vertx.sqlclient.Tuple.tuple())
        .await();
    fixture.enqueue(QueueFixture.ANN, 100);
    fixture
        .postgres
        .query(
            "UPDATE task SET crashes = 1 WHERE state = 'waiting'", io.vertx.sqlclient.Tuple.tuple())
        .await();
    fixture
        .postgres
        .query("UPDATE task_type SET paused = false", io.vertx.sqlclient.Tuple.tuple())
        .await();

    Patience.holds(
        () -> assertThat(fixture.count("task WHERE state = 'succeeded'")).isEqualTo(101));
    assertThat(most).hasValue(1);
  }

  @Test
  void a_lease_whose_claim_was_never_answered_is_given_back() {
    UUID id = worker.enqueue();
    worker.awaitState(id, "succeeded");
    fixture
        .postgres
        .query(
            "WITH w AS (SELECT worker_id FROM task_worker),"
                + " t AS (UPDATE task SET state = 'waiting' RETURNING task_id, epoch)"
                + " INSERT INTO task_lease SELECT t.task_id, t.epoch + 1, w.worker_id,"
                + " (SELECT min(lane_id) FROM task_lane), 'test.some', false, true FROM w, t",
            io.vertx.sqlclient.Tuple.tuple())
        .await();

    Patience.holds(() -> assertThat(worker.runs).hasValue(2));
    worker.awaitState(id, "succeeded");
  }
}
