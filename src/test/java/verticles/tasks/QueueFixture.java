package verticles.tasks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** An empty queue, worked by hand; one at a time, because they share a database. */
final class QueueFixture implements AutoCloseable {
  static final String TYPE = "test.some";
  static final Duration LEASE = Duration.ofSeconds(6);
  static final Caller ANN = new Caller("ann", "north", Role.TRADER);
  static final Caller BOB = new Caller("bob", "north", Role.TRADER);
  static final Caller ADMIN = new Caller("root", "", Role.ADMIN);

  private static final PostgresTarget DATABASE = TestPostgres.migrated();

  final Vertx vertx = Vertx.vertx();
  final Postgres postgres = new PlainPostgres(vertx, DATABASE);
  final TaskQueue queue = new TaskQueue(postgres, LEASE);
  final Schedules schedules;
  final Tasks tasks;
  final String type;

  QueueFixture(TaskType<?>... types) {
    postgres
        .query(
            "TRUNCATE task, task_ready, task_deferred, task_lease, task_worker, task_type, task_lane,"
                + " task_dead, task_key, task_unique, task_stat, task_schedule, task_fire, task_file CASCADE",
            Tuple.tuple())
        .await();
    Bus bus = new Bus(vertx, "node-1").carry(TaskMessage.class);
    type = types[0].name();
    TaskTypes known = new TaskTypes(List.of(types));
    schedules = new Schedules(postgres, known);
    tasks = new Tasks(postgres, known, schedules, new News(vertx, bus), bus, 20_000);
    for (TaskType<?> one : types) {
      queue.declare(one.name(), one.limits()).await();
    }
  }

  /** With one type that has no limits to speak of. */
  static QueueFixture ofSome() {
    return new QueueFixture(SomeType.of(TYPE, TaskLimits.perNode(100)));
  }

  static TaskRequest request(Caller caller, int n) {
    return TaskRequest.now(caller, TYPE, new JsonObject().put("n", n));
  }

  static Failure failure(Future<?> future) {
    return future
        .<Failure>map(
            done -> {
              throw new AssertionError("it succeeded with " + done);
            })
        .otherwise(thrown -> ((FailureException) thrown).failure())
        .await();
  }

  /** What a worker tells of a task that is half done. */
  static JsonObject told(Claimed task) {
    return new JsonObject()
        .put("id", task.id().toString())
        .put("epoch", task.epoch())
        .put("percent", 50)
        .put("message", "half")
        .put("log", new JsonArray());
  }

  UUID worker() {
    UUID worker = UUID.randomUUID();
    queue.beat(worker, "node-" + worker).await();
    return worker;
  }

  UUID enqueue(Caller caller) {
    return tasks.enqueue(TaskRequest.now(caller, type, new JsonObject().put("n", 1))).await().id();
  }

  void enqueue(Caller caller, int many) {
    List<JsonObject> payloads = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      payloads.add(new JsonObject().put("n", i));
    }
    tasks.enqueueAll(caller, type, Priority.NORMAL, payloads).await();
  }

  List<Claimed> claim(UUID worker, int most) {
    return queue.claim(worker, "node-1", Map.of(type, most)).await();
  }

  Claimed claimOne(UUID worker) {
    return claim(worker, 1).getFirst();
  }

  Set<UUID> end(Claimed task, TaskState state) {
    return queue.end(List.of(ending(task, state))).await();
  }

  static Ending ending(Claimed task, TaskState state) {
    return new Ending(
        task.id(),
        task.epoch(),
        state,
        state.label(),
        "",
        true,
        false,
        Said.nothing(),
        Optional.empty());
  }

  TaskView view(UUID task) {
    return tasks.find(ADMIN, task).await();
  }

  /** Lets a worker be silent for that much longer. */
  void silence(UUID worker, Duration time) {
    postgres
        .query(
            "UPDATE task_worker SET last_seen = last_seen - $2::bigint * interval '1 millisecond'"
                + " WHERE worker_id = $1::uuid",
            Tuple.of(worker, time.toMillis()))
        .await();
  }

  /** Lets a worker have been there for long. */
  void settle(UUID worker) {
    postgres
        .query(
            "UPDATE task_worker SET fresh_since = fresh_since - interval '1 hour' WHERE worker_id = $1::uuid",
            Tuple.of(worker))
        .await();
  }

  long count(String table) {
    return postgres
        .query("SELECT count(*) FROM " + table, Tuple.tuple())
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
