package verticles.tasks;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import verticles.identity.Role;
import verticles.postgres.Postgres;

/** The task {@code retention.sweep}: removes what its room keeps no longer. */
public final class RetentionSweep implements TaskType<JsonObject> {
  /** Removes what is too old, and answers how much that was. It blocks; twice does no harm. */
  @FunctionalInterface
  public interface Broom {
    /** Sweeps once. */
    long sweep();
  }

  private final Map<String, Broom> brooms = new TreeMap<>();

  /**
   * The type with the brooms of tasks themselves.
   *
   * @param keep how long tasks that are over are kept
   */
  public RetentionSweep(Postgres postgres, Duration keep) {
    with(
        "tasks",
        () ->
            postgres
                .query(
                    "SELECT task_drop_partitions($1::bigint * interval '1 second')::bigint",
                    Tuple.of(keep.toSeconds()))
                .await()
                .iterator()
                .next()
                .getLong(0));
    with("task keys", () -> delete(postgres, "task_key k", "k.created_at", "1 day", OPEN));
    with("task statistics", () -> delete(postgres, "task_stat", "at", "7 days", ""));
    with("task files", () -> delete(postgres, "task_file f", "f.keep_until", "0 seconds", NAMED));
    with("schedule fires", () -> delete(postgres, "task_fire", "fire_at", "90 days", ""));
    with("task workers", () -> delete(postgres, "task_worker", "last_seen", "1 hour", ""));
  }

  /** A key counts as long as its task is not over. */
  private static final String OPEN =
      " AND NOT EXISTS (SELECT FROM task t WHERE t.task_id = k.task_id"
          + " AND t.state IN ('scheduled', 'waiting', 'running'))";

  /** A file counts as long as a task that names it is not over. */
  private static final String NAMED =
      " AND NOT EXISTS (SELECT FROM task t WHERE t.payload->>'file' = f.file_id::text"
          + " AND t.state IN ('scheduled', 'waiting', 'running'))";

  /** Adds what another room wants to be swept. */
  public RetentionSweep with(String what, Broom broom) {
    brooms.put(what, broom);
    return this;
  }

  private static long delete(
      Postgres postgres, String table, String column, String age, String unless) {
    return postgres
        .query(
            "DELETE FROM %s WHERE %s < clock_timestamp() - interval '%s'%s"
                .formatted(table, column, age, unless),
            Tuple.tuple())
        .await()
        .rowCount();
  }

  @Override
  public String name() {
    return "retention.sweep";
  }

  @Override
  public String title() {
    return "Removes what is kept no longer.";
  }

  @Override
  public Role role() {
    return Role.ADMIN;
  }

  @Override
  public JsonObject schema() {
    return new JsonObject().put("type", "object").put("additionalProperties", false);
  }

  @Override
  public JsonObject read(JsonObject payload) {
    return payload;
  }

  @Override
  public TaskLimits limits() {
    return TaskLimits.perNode(1).attempts(3);
  }

  @Override
  public Optional<String> uniqueKey(JsonObject payload) {
    return Optional.of("sweep");
  }

  @Override
  public TaskResult run(JsonObject payload, TaskContext context) {
    JsonObject removed = new JsonObject();
    for (Map.Entry<String, Broom> broom : brooms.entrySet()) {
      context.check();
      long count = broom.getValue().sweep();
      removed.put(broom.getKey(), count);
      context.log("%s: %,d removed".formatted(broom.getKey(), count));
      context.progress(
          100.0 * removed.size() / brooms.size(), "%s are swept".formatted(broom.getKey()));
    }
    return TaskResult.of(removed);
  }
}
