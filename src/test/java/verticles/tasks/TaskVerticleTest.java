package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Bus;
import verticles.testing.Patience;

/** A whole worker on a real database; what it does is given by each test. */
class TaskVerticleTest {
  private static final String TYPE = "test.some";
  private static final TasksConfig CONFIG =
      new TasksConfig(
          TasksConfig.Workers.RUN,
          Duration.ofSeconds(6),
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          3,
          1_000,
          2,
          Duration.ofDays(60),
          List.of());

  private final AtomicInteger runs = new AtomicInteger();
  private volatile BiFunction<JsonObject, TaskContext, TaskResult> work =
      (payload, context) -> TaskResult.of(new JsonObject().put("n", payload.getInteger("n")));
  private final SomeType type =
      SomeType.of(TYPE, TaskLimits.perNode(4).attempts(3).timeout(Duration.ofSeconds(20)))
          .doing(
              (payload, context) -> {
                runs.incrementAndGet();
                return work.apply(payload, context);
              });
  private final QueueFixture fixture = new QueueFixture(type);
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Bus bus = new Bus(vertx, "node-1").carry(TaskMessage.class);
  private final TaskVerticle verticle =
      new TaskVerticle(
          CONFIG, List.of(type), vertx, bus, fixture.postgres, fixture.postgres, meters);
  private final String deployment = vertx.deployVerticle(verticle).await();

  @AfterEach
  void close() {
    vertx.close().await();
    fixture.close();
  }

  private UUID enqueue() {
    return verticle
        .tasks()
        .enqueue(TaskRequest.now(QueueFixture.ANN, TYPE, new JsonObject().put("n", 5)))
        .await()
        .id();
  }

  private TaskView awaitState(UUID id, String state) {
    Patience.holds(() -> assertThat(fixture.view(id).state()).isEqualTo(state));
    return fixture.view(id);
  }

  @Test
  void a_task_runs_and_leaves_its_result() {
    TaskView done = awaitState(enqueue(), "succeeded");

    assertThat(done.result()).contains(new JsonObject().put("n", 5));
    assertThat(done.node()).isEqualTo("node-1");
    assertThat(meters.get("spinreserve.tasks.run").tag("outcome", "succeeded").timer().count())
        .isEqualTo(1);
  }

  @Test
  void a_file_that_is_not_needed_any_more_goes_with_the_end_of_its_task_and_not_before()
      throws IOException {
    TaskFiles files = new TaskFiles(fixture.postgres);
    UUID file = files.keep(QueueFixture.ANN, new ByteArrayInputStream(new byte[10])).id();
    work = (payload, context) -> TaskResult.of(payload).spending(file);

    awaitState(enqueue(), "succeeded");

    Patience.holds(() -> assertThat(files.found(file).await()).isEmpty());
  }

  @Test
  void a_worker_that_lost_its_task_deletes_no_file_that_the_next_one_needs() throws IOException {
    TaskFiles files = new TaskFiles(fixture.postgres);
    UUID file = files.keep(QueueFixture.ANN, new ByteArrayInputStream(new byte[10])).id();
    work =
        (payload, context) -> {
          if (runs.get() == 1) {
            fixture
                .postgres
                .query("UPDATE task_lease SET epoch = epoch + 1", Tuple.tuple())
                .await();
          }
          return TaskResult.of(payload).spending(file);
        };
    enqueue();

    Patience.holds(
        () ->
            assertThat(meters.get("spinreserve.tasks.stale").counter().count())
                .isGreaterThanOrEqualTo(1));
    assertThat(files.found(file).await()).isPresent();
  }

  @Test
  void a_failure_is_tried_again_with_its_log_and_then_given_up() {
    work =
        (payload, context) -> {
          context.log("this is try " + context.attempt());
          throw TaskFailure.retryable("no luck");
        };

    TaskView failed = awaitState(enqueue(), "failed");

    assertThat(runs).hasValue(3);
    assertThat(failed.error()).isEqualTo("no luck");
    assertThat(failed.attempts()).hasSize(3);
    assertThat(failed.attempts().getJsonObject(1).encode()).contains("this is try 2");
  }

  @Test
  void a_cancelled_one_that_listens_ends_at_once() {
    CountDownLatch begun = new CountDownLatch(1);
    work =
        (payload, context) -> {
          begun.countDown();
          while (true) {
            context.check();
            sleep(5);
          }
        };
    UUID id = enqueue();
    await(begun);

    verticle.tasks().cancel(QueueFixture.ANN, id).await();

    assertThat(awaitState(id, "cancelled").attempts()).hasSize(1);
  }

  @Test
  void a_cancelled_one_that_does_not_listen_is_interrupted_and_what_it_says_then_does_not_count() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    work =
        (payload, context) -> {
          begun.countDown();
          try {
            Thread.sleep(Duration.ofMinutes(5));
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return TaskResult.of(new JsonObject().put("late", true));
        };
    UUID id = enqueue();
    await(begun);

    verticle.tasks().cancel(QueueFixture.ANN, id).await();

    await(interrupted);
    assertThat(awaitState(id, "cancelled").result()).isEmpty();
  }

  @Test
  void progress_and_a_checkpoint_are_seen_while_it_runs_and_the_next_attempt_goes_on_from_there() {
    CountDownLatch looked = new CountDownLatch(1);
    work =
        (payload, context) -> {
          if (context.attempt() == 1) {
            context.progress(30, "a third");
            context.checkpoint(new JsonObject().put("page", 3));
            await(looked);
            throw TaskFailure.retryable("cut off");
          }
          return TaskResult.of(context.checkpoint().orElseThrow());
        };
    UUID id = enqueue();

    Patience.holds(() -> assertThat(fixture.view(id).percent()).isEqualTo(30));
    assertThat(fixture.view(id).message()).isEqualTo("a third");
    looked.countDown();

    assertThat(awaitState(id, "succeeded").result()).contains(new JsonObject().put("page", 3));
  }

  @Test
  void the_last_words_of_a_short_attempt_are_kept() {
    work =
        (payload, context) -> {
          context.progress(40, "two of five");
          if (runs.get() == 1) {
            throw TaskFailure.permanent("enough");
          }
          context.progress(90, "");
          context.progress(80, "five of five");
          return TaskResult.of(new JsonObject());
        };
    UUID id = enqueue();

    TaskView failed = awaitState(id, "failed");
    assertThat(failed.percent()).isEqualTo(40);
    assertThat(failed.message()).isEqualTo("two of five");

    verticle.tasks().retry(QueueFixture.ANN, id).await();
    TaskView done = awaitState(id, "succeeded");
    assertThat(done.message()).isEqualTo("five of five");
  }

  @Test
  void what_exhausts_memory_three_times_is_quarantined_and_the_node_lives() {
    work =
        (payload, context) -> {
          throw new OutOfMemoryError("as if");
        };

    TaskView bad = awaitState(enqueue(), "quarantined");

    assertThat(bad.crashes()).isEqualTo(3);
    assertThat(bad.attempt()).isZero();
    work = (payload, context) -> TaskResult.of(new JsonObject());
    awaitState(enqueue(), "succeeded");
  }

  @Test
  void a_stop_lets_a_short_one_finish_and_gives_a_long_one_back_uncounted() {
    CountDownLatch begun = new CountDownLatch(2);
    work =
        (payload, context) -> {
          begun.countDown();
          sleep(payload.getInteger("n") == 5 ? 300 : 60_000);
          return TaskResult.of(new JsonObject());
        };
    UUID quick = enqueue();
    UUID slow =
        verticle
            .tasks()
            .enqueue(TaskRequest.now(QueueFixture.ANN, TYPE, new JsonObject().put("n", 6)))
            .await()
            .id();
    await(begun);

    vertx.undeploy(deployment).await();

    assertThat(fixture.view(quick).state()).isEqualTo("succeeded");
    assertThat(fixture.view(slow).state()).isEqualTo("waiting");
    assertThat(fixture.view(slow).attempt()).isZero();
    assertThat(fixture.count("task_worker")).isZero();
  }

  @Test
  void a_thousand_short_ones_all_run_once() {
    fixture.enqueue(QueueFixture.ANN, 1_000);

    Patience.holds(
        () -> assertThat(fixture.count("task WHERE state = 'succeeded'")).isEqualTo(1_000));
    assertThat(runs).hasValue(1_000);
    assertThat(fixture.count("task_lease")).isZero();
  }

  @Test
  void short_ones_that_lost_a_worker_run_one_at_a_time_and_soon() {
    AtomicInteger beside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    awaitState(enqueue(), "succeeded");
    work =
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
    UUID id = enqueue();
    awaitState(id, "succeeded");
    fixture
        .postgres
        .query(
            "WITH w AS (SELECT worker_id FROM task_worker),"
                + " t AS (UPDATE task SET state = 'waiting' RETURNING task_id, epoch)"
                + " INSERT INTO task_lease SELECT t.task_id, t.epoch + 1, w.worker_id,"
                + " (SELECT min(lane_id) FROM task_lane), 'test.some', false, true FROM w, t",
            io.vertx.sqlclient.Tuple.tuple())
        .await();

    Patience.holds(() -> assertThat(runs).hasValue(2));
    awaitState(id, "succeeded");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
