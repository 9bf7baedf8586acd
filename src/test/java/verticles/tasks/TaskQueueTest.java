package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.tasks.QueueFixture.ADMIN;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.BOB;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;

class TaskQueueTest {
  private static final String TYPE = "test.some";
  private final QueueFixture fixture = new QueueFixture(SomeType.of(TYPE, TaskLimits.perNode(100)));

  @AfterEach
  void close() {
    fixture.close();
  }

  private TaskRequest request(Caller caller, int n) {
    return TaskRequest.now(caller, TYPE, new JsonObject().put("n", n));
  }

  private static Failure failure(Future<?> future) {
    return future
        .<Failure>map(
            done -> {
              throw new AssertionError("it succeeded with " + done);
            })
        .otherwise(thrown -> ((FailureException) thrown).failure())
        .await();
  }

  @Test
  void a_task_is_claimed_once_runs_and_succeeds() {
    UUID id = fixture.enqueue(ANN);
    UUID worker = fixture.worker();

    Claimed claimed = fixture.claimOne(worker);

    assertThat(claimed.id()).isEqualTo(id);
    assertThat(claimed.epoch()).isEqualTo(1);
    assertThat(claimed.state()).isEqualTo(new TaskState.Running(1, 0));
    assertThat(claimed.payload().getInteger("n")).isEqualTo(1);
    assertThat(fixture.claim(worker, 10)).isEmpty();
    assertThat(fixture.view(id).state()).isEqualTo("running");
    assertThat(fixture.end(claimed, claimed.state().succeed())).containsExactly(id);
    assertThat(fixture.view(id).state()).isEqualTo("succeeded");
    assertThat(fixture.view(id).percent()).isEqualTo(100);
    assertThat(fixture.view(id).attempts()).hasSize(1);
    assertThat(fixture.count("task_lease")).isZero();
  }

  @Test
  void four_claimers_at_once_lose_nothing_and_take_nothing_twice() throws InterruptedException {
    List<Caller> owners =
        IntStream.range(0, 20).mapToObj(i -> new Caller("user" + i, "north", Role.TRADER)).toList();
    owners.forEach(owner -> fixture.enqueue(owner, 100));
    ConcurrentLinkedQueue<UUID> taken = new ConcurrentLinkedQueue<>();
    List<Thread> claimers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      UUID worker = fixture.worker();
      claimers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (taken.size() < 2_000) {
                      for (Claimed task : fixture.claim(worker, 16)) {
                        taken.add(task.id());
                        fixture.end(task, task.state().succeed());
                      }
                    }
                  }));
    }
    for (Thread claimer : claimers) {
      claimer.join(Duration.ofSeconds(60));
    }

    assertThat(taken).hasSize(2_000);
    assertThat(new HashSet<>(taken)).hasSize(2_000);
    assertThat(fixture.count("task_ready")).isZero();
    assertThat(fixture.count("task WHERE state = 'succeeded'")).isEqualTo(2_000);
  }

  @Test
  void one_task_beside_ten_thousand_of_another_is_among_the_next() {
    fixture.enqueue(ANN, 10_000);
    UUID worker = fixture.worker();
    fixture.claim(worker, 50).forEach(task -> fixture.end(task, task.state().succeed()));
    UUID single = fixture.enqueue(BOB);

    List<Claimed> next = fixture.claim(worker, 4);

    assertThat(next.stream().map(Claimed::id)).contains(single);
  }

  @Test
  void owners_take_turns() {
    fixture.enqueue(ANN, 100);
    fixture.enqueue(BOB, 100);
    UUID worker = fixture.worker();

    List<Claimed> claimed = new ArrayList<>(fixture.claim(worker, 10));
    claimed.addAll(fixture.claim(worker, 10));

    assertThat(claimed.stream().filter(task -> task.owner().equals("ann"))).hasSize(10);
  }

  @Test
  void who_comes_back_is_not_served_for_the_time_of_their_absence() {
    fixture.enqueue(BOB, 1);
    UUID worker = fixture.worker();
    fixture.claim(worker, 1);
    fixture.enqueue(ANN, 200);
    fixture.claim(worker, 100);
    fixture.enqueue(BOB, 100);

    List<Claimed> claimed = fixture.claim(worker, 40);

    assertThat(claimed.stream().filter(task -> task.owner().equals("bob")).count())
        .isBetween(15L, 25L);
  }

  @Test
  void what_is_urgent_comes_first_and_what_is_low_last() {
    UUID low = fixture.tasks.enqueue(request(ANN, 1).withPriority(Priority.LOW)).await().id();
    UUID normal = fixture.tasks.enqueue(request(ANN, 1)).await().id();
    UUID urgent = fixture.tasks.enqueue(request(ANN, 1).withPriority(Priority.URGENT)).await().id();
    UUID worker = fixture.worker();

    List<UUID> order = IntStream.range(0, 3).mapToObj(i -> fixture.claimOne(worker).id()).toList();

    assertThat(order).containsExactly(urgent, normal, low);
  }

  @Test
  void a_stale_worker_can_write_nothing() {
    UUID id = fixture.enqueue(ANN);
    UUID stale = fixture.worker();
    Claimed its = fixture.claimOne(stale);
    UUID other = fixture.worker();
    fixture.settle(other);
    fixture.silence(stale, QueueFixture.LEASE.multipliedBy(2));

    TaskQueue.Rescued rescued = fixture.queue.rescue(other, 3).await();
    Claimed again = fixture.claimOne(other);

    assertThat(rescued).isEqualTo(new TaskQueue.Rescued(1, 0));
    assertThat(again.epoch()).isEqualTo(2);
    assertThat(again.state()).isEqualTo(new TaskState.Running(1, 1));
    assertThat(fixture.end(its, its.state().succeed())).isEmpty();
    assertThat(fixture.queue.tell(List.of(told(its))).await()).isEmpty();
    assertThat(fixture.view(id).state()).isEqualTo("running");
    assertThat(fixture.end(again, again.state().succeed())).containsExactly(id);
  }

  private static JsonObject told(Claimed task) {
    return new JsonObject()
        .put("id", task.id().toString())
        .put("epoch", task.epoch())
        .put("percent", 50)
        .put("message", "half")
        .put("log", new io.vertx.core.json.JsonArray());
  }

  @Test
  void a_worker_that_was_silent_claims_nothing_before_it_says_that_it_lives() {
    fixture.enqueue(ANN);
    UUID worker = fixture.worker();
    fixture.silence(worker, QueueFixture.LEASE.multipliedBy(2));

    assertThat(fixture.claim(worker, 1)).isEmpty();
    fixture.queue.beat(worker, "node-1").await();
    assertThat(fixture.claim(worker, 1)).hasSize(1);
  }

  @Test
  void who_was_silent_itself_takes_nothing_from_others() {
    fixture.enqueue(ANN);
    UUID one = fixture.worker();
    UUID two = fixture.worker();
    fixture.settle(two);
    fixture.claimOne(one);
    fixture.silence(one, QueueFixture.LEASE.multipliedBy(2));
    fixture.silence(two, QueueFixture.LEASE.multipliedBy(2));
    fixture.queue.beat(two, "node-2").await();

    assertThat(fixture.queue.rescue(two, 3).await().tasks()).isZero();
  }

  @Test
  void a_task_that_takes_three_workers_with_it_is_quarantined_and_can_be_tried_again() {
    UUID id = fixture.enqueue(ANN);
    UUID sweeper = fixture.worker();
    fixture.settle(sweeper);
    for (int i = 0; i < 3; i++) {
      UUID worker = fixture.worker();
      fixture.queue.begin(fixture.claimOne(worker)).await();
      fixture.silence(worker, QueueFixture.LEASE.multipliedBy(2));
      fixture.queue.rescue(sweeper, 3).await();
    }

    assertThat(fixture.view(id).state()).isEqualTo("quarantined");
    assertThat(fixture.view(id).crashes()).isEqualTo(3);
    assertThat(fixture.view(id).attempt()).isZero();
    assertThat(fixture.tasks.retry(ANN, id).await().state()).isEqualTo("waiting");
    assertThat(fixture.claim(sweeper, 1)).hasSize(1);
  }

  @Test
  void what_was_never_let_run_beside_a_bad_one_is_not_blamed_twice() {
    UUID id = fixture.enqueue(ANN);
    UUID sweeper = fixture.worker();
    fixture.settle(sweeper);
    for (int i = 0; i < 4; i++) {
      UUID worker = fixture.worker();
      fixture.claimOne(worker);
      fixture.silence(worker, QueueFixture.LEASE.multipliedBy(2));
      fixture.queue.rescue(sweeper, 3).await();
    }

    assertThat(fixture.view(id).state()).isEqualTo("waiting");
    assertThat(fixture.view(id).crashes()).isEqualTo(1);
  }

  @Test
  void the_same_key_and_body_is_the_first_task_and_another_body_is_refused() {
    Enqueued first = fixture.tasks.enqueue(request(ANN, 1).withKey("k")).await();
    Enqueued again = fixture.tasks.enqueue(request(ANN, 1).withKey("k")).await();

    assertThat(first.how()).isEqualTo(Enqueued.How.MADE);
    assertThat(again).isEqualTo(new Enqueued(first.id(), Enqueued.How.REPLAYED));
    assertThat(failure(fixture.tasks.enqueue(request(ANN, 2).withKey("k"))))
        .isEqualTo(Failure.CONFLICT);
    assertThat(fixture.tasks.enqueue(request(BOB, 2).withKey("k")).await().how())
        .isEqualTo(Enqueued.How.MADE);
  }

  @Test
  void of_many_requests_with_one_key_at_once_one_makes_a_task() {
    List<Future<Enqueued>> asked =
        IntStream.range(0, 20)
            .mapToObj(i -> fixture.tasks.enqueue(request(ANN, 1).withKey("same")))
            .toList();

    Set<UUID> ids = new HashSet<>();
    asked.forEach(one -> ids.add(one.await().id()));

    assertThat(ids).hasSize(1);
    assertThat(fixture.count("task")).isEqualTo(1);
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
  void an_instant_that_is_over_is_refused_and_one_to_come_waits() {
    TaskRequest past =
        new TaskRequest(
            ANN,
            TYPE,
            new JsonObject(),
            Priority.NORMAL,
            Duration.ZERO,
            Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
            Optional.empty());

    assertThat(failure(fixture.tasks.enqueue(past))).isEqualTo(Failure.BAD_REQUEST);
    UUID later = fixture.tasks.enqueue(request(ANN, 1).after(Duration.ofHours(1))).await().id();
    assertThat(fixture.view(later).state()).isEqualTo("scheduled");
    assertThat(fixture.queue.promote().await()).isZero();
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
  void what_a_transaction_asks_for_is_there_only_when_it_commits() {
    PgConnection connection =
        PgConnection.connect(
                fixture.vertx,
                io.vertx.pgclient.PgConnectOptions.fromUri(
                    fixture.postgres.target().connectionString()))
            .await();
    var transaction = connection.begin().await();
    fixture.tasks.enqueue(connection, request(ANN, 1)).await();
    UUID worker = fixture.worker();

    assertThat(fixture.claim(worker, 1)).isEmpty();
    transaction.rollback().await();
    assertThat(fixture.count("task")).isZero();
    var other = connection.begin().await();
    fixture.tasks.enqueue(connection, request(ANN, 1)).await();
    other.commit().await();
    assertThat(fixture.claim(worker, 1)).hasSize(1);
    connection.close().await();
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
  void the_months_that_are_there_are_not_remarked_on() throws java.sql.SQLException {
    try (var connection = verticles.testing.TestPostgres.connect(fixture.postgres.target());
        var statement = connection.createStatement()) {
      statement.execute("SELECT task_make_partitions(3)");
      statement.execute("SELECT task_make_partitions(3)");

      assertThat((Throwable) statement.getWarnings()).isNull();
    }
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

  @Test
  void too_many_waiting_of_one_owner_are_refused() {
    fixture.enqueue(ANN, 20_000);

    assertThat(failure(fixture.tasks.enqueue(request(ANN, 1).withKey("k"))))
        .isEqualTo(Failure.TOO_MANY);
    assertThat(fixture.tasks.enqueue(request(BOB, 1)).await().how()).isEqualTo(Enqueued.How.MADE);
    // what was refused left no key behind
    fixture.claim(fixture.worker(), 100);
    assertThat(fixture.tasks.enqueue(request(ANN, 1).withKey("k")).await().how())
        .isEqualTo(Enqueued.How.MADE);
  }

  @Test
  void an_unknown_type_and_a_bad_payload_are_refused_with_pointers() {
    assertThatThrownBy(
            () -> fixture.tasks.enqueue(TaskRequest.now(ANN, "no.such", new JsonObject())).await())
        .hasMessageContaining("no such type");
    FailureException bad =
        fixture
            .tasks
            .enqueue(TaskRequest.now(ANN, TYPE, new JsonObject().put("n", "x").put("y", 1)))
            .<FailureException>map(done -> null)
            .otherwise(thrown -> (FailureException) thrown)
            .await();

    assertThat(bad.failure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(bad.errors().stream().map(error -> error.pointer()))
        .containsExactlyInAnyOrder("/payload/n", "/payload/y");
    assertThat(bad.errors().stream().map(error -> error.detail()))
        .noneMatch(detail -> detail.contains("does not match schema"));
    assertThat(
            failure(
                fixture.tasks.enqueue(
                    TaskRequest.now(ANN, TYPE, new JsonObject().put("text", "x".repeat(70_000))))))
        .isEqualTo(Failure.TOO_LARGE);
    assertThat(failure(fixture.tasks.enqueue(request(new Caller("eve", "north", Role.VIEWER), 1))))
        .isEqualTo(Failure.FORBIDDEN);
  }

  @Test
  void limits_hold_for_the_cluster_and_for_each_owner_and_nobody_waits_behind_them() {
    try (QueueFixture limited =
        new QueueFixture(
            SomeType.of(
                "test.limited",
                TaskLimits.perNode(100)
                    .inCluster(6)
                    .ofOwner(OptionalInt.of(2), OptionalInt.empty())))) {
      limited.enqueue(ANN, 50);
      limited.enqueue(BOB, 50);
      UUID one = limited.worker();
      UUID two = limited.worker();

      List<Claimed> first = limited.claim(one, 100);

      assertThat(first).hasSize(4);
      assertThat(limited.claim(two, 100)).isEmpty();
      limited.enqueue(new Caller("cid", "north", Role.TRADER), 50);
      limited.enqueue(new Caller("dan", "north", Role.TRADER), 50);
      assertThat(limited.claim(two, 100)).hasSize(2);
      limited.end(first.getFirst(), first.getFirst().state().succeed());
      assertThat(limited.claim(two, 100)).hasSize(1);
    }
  }

  @Test
  void limits_are_not_passed_by_many_claimers_at_once() throws InterruptedException {
    try (QueueFixture limited =
        new QueueFixture(SomeType.of("test.limited", TaskLimits.perNode(100).inCluster(5)))) {
      for (int i = 0; i < 10; i++) {
        limited.enqueue(new Caller("user" + i, "north", Role.TRADER), 5);
      }
      ConcurrentLinkedQueue<Claimed> all = new ConcurrentLinkedQueue<>();
      List<Thread> claimers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        UUID worker = limited.worker();
        claimers.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int round = 0; round < 20; round++) {
                        all.addAll(limited.claim(worker, 3));
                      }
                    }));
      }
      for (Thread claimer : claimers) {
        claimer.join(Duration.ofSeconds(30));
      }

      assertThat(all).hasSize(5);
    }
  }

  @Test
  void a_rate_lets_a_sixth_of_a_minute_start_at_once() {
    try (QueueFixture limited =
        new QueueFixture(
            SomeType.of(
                "test.rated",
                TaskLimits.perNode(100).ofOwner(OptionalInt.empty(), OptionalInt.of(60))))) {
      limited.enqueue(ANN, 50);
      limited.enqueue(BOB, 50);
      UUID worker = limited.worker();

      assertThat(limited.claim(worker, 100)).hasSize(20);
      assertThat(limited.claim(worker, 100).size()).isLessThan(10);
    }
  }

  @Test
  void months_that_are_over_are_dropped_as_a_whole_unless_something_waits_there() {
    fixture
        .postgres
        .query(
            "CREATE TABLE task_202001 PARTITION OF task FOR VALUES"
                + " FROM ('016f5e66-e800-0000-0000-000000000000') TO ('016ffe0c-3400-0000-0000-000000000000')",
            io.vertx.sqlclient.Tuple.tuple())
        .await();
    fixture.enqueue(ANN);

    assertThat(drop()).isEqualTo(1);
    assertThat(drop()).isZero();
    assertThat(fixture.count("task")).isEqualTo(1);
  }

  private int drop() {
    return fixture
        .postgres
        .query("SELECT task_drop_partitions(interval '30 days')", io.vertx.sqlclient.Tuple.tuple())
        .await()
        .iterator()
        .next()
        .getInteger(0);
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

  @Test
  void a_lane_that_fell_asleep_by_mistake_is_woken() {
    fixture.enqueue(ANN);
    fixture
        .postgres
        .query("UPDATE task_lane SET standing = 0", io.vertx.sqlclient.Tuple.tuple())
        .await();
    UUID worker = fixture.worker();

    assertThat(fixture.claim(worker, 1)).isEmpty();
    fixture.queue.tidyLanes().await();
    assertThat(fixture.claim(worker, 1)).hasSize(1);
  }
}
