package verticles.sync;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.tasks.TaskContext;

/** An attempt worked by hand, with a real lease. */
final class HandContext implements TaskContext {
  private final UUID task;
  private final int epoch;
  private final Postgres postgres;
  private final Optional<JsonObject> checkpoint;

  private HandContext(Postgres postgres, UUID task, int epoch, Optional<JsonObject> checkpoint) {
    this.postgres = postgres;
    this.task = task;
    this.epoch = epoch;
    this.checkpoint = checkpoint;
  }

  /** The first attempt at a task. */
  static HandContext first(Postgres postgres) {
    HandContext first = new HandContext(postgres, UUID.randomUUID(), 1, Optional.empty());
    postgres
        .query(
            "INSERT INTO task_lease (task_id, epoch, worker_id, lane_id, type, begun)"
                + " VALUES ($1::uuid, 1, gen_random_uuid(), 1, 'data.sync', true)",
            Tuple.of(first.task))
        .await();
    return first;
  }

  /** The next attempt; this one has lost the task. */
  HandContext next(Postgres postgres) {
    postgres
        .query(
            "UPDATE task_lease SET epoch = $2::int WHERE task_id = $1::uuid",
            Tuple.of(task, epoch + 1))
        .await();
    return new HandContext(postgres, task, epoch + 1, kept());
  }

  @Override
  public UUID task() {
    return task;
  }

  @Override
  public String fence() {
    return task + ":" + epoch;
  }

  @Override
  public Caller owner() {
    return new Caller("olga", "north", Role.OPERATOR);
  }

  @Override
  public int attempt() {
    return epoch;
  }

  @Override
  public void progress(double percent, String message) {}

  @Override
  public void log(String line) {}

  @Override
  public Optional<JsonObject> checkpoint() {
    return checkpoint;
  }

  @Override
  public void checkpoint(JsonObject reached) {
    postgres
        .query(
            "UPDATE task_lease SET checkpoint = $3::jsonb WHERE task_id = $1::uuid AND epoch = $2::int",
            Tuple.of(task, epoch, reached))
        .await();
  }

  /** What the next attempt is given. */
  Optional<JsonObject> kept() {
    return Optional.ofNullable(
        postgres
            .query("SELECT checkpoint FROM task_lease WHERE task_id = $1::uuid", Tuple.of(task))
            .await()
            .iterator()
            .next()
            .getJsonObject(0));
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void check() {}

  @Override
  public void onCancel(Runnable action) {}
}
