package verticles.tasks;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import verticles.identity.Caller;
import verticles.postgres.Postgres;

/** The tasks as their owners see them. */
final class TaskRows {
  /** What runs is what has a lease, whatever its row says: that one is written when it is over. */
  private static final String COLUMNS =
      """
      SELECT t.task_id, t.type, t.organisation, t.owner, t.priority,
        CASE WHEN l.task_id IS NULL THEN t.state ELSE 'running' END AS state, t.payload,
        t.attempt + (l.task_id IS NOT NULL)::int AS attempt, t.crashes, coalesce(l.epoch, t.epoch) AS epoch,
        t.created_at, t.ready_at, coalesce(l.started_at, t.started_at) AS started_at, t.finished_at,
        coalesce(l.percent, t.percent) AS percent, coalesce(l.message, t.message) AS message, l.log,
        coalesce(l.checkpoint, t.checkpoint) AS checkpoint, t.result,
        t.artefact, t.error,
        task_attempts(t.attempts, t.state, t.epoch, t.node, t.started_at, t.finished_at, t.error, t.log) AS attempts,
        t.cancel_at IS NOT NULL AND l.task_id IS NOT NULL AS cancelling, coalesce(l.node, t.node) AS node
      FROM task t LEFT JOIN task_lease l ON l.task_id = t.task_id
      """;

  /** The owner's own, or everybody's for an admin, who gives null. */
  private static final String SEEN =
      "($1::text IS NULL OR (t.organisation = $2::text AND t.owner = $1::text))";

  private final Postgres postgres;

  TaskRows(Postgres postgres) {
    this.postgres = postgres;
  }

  Future<Optional<TaskView>> find(Caller caller, UUID id) {
    return postgres
        .query(COLUMNS + " WHERE t.task_id = $3::uuid AND " + SEEN, who(caller).addUUID(id))
        .map(rows -> list(rows).stream().findFirst());
  }

  Future<List<TaskView>> list(TaskQuestion question) {
    String states =
        switch (question.state().orElse("")) {
          // what is open is found by its small tables, not among the millions that are over
          case "running" -> " AND l.task_id IS NOT NULL";
          case "waiting" -> " AND t.state = 'waiting' AND l.task_id IS NULL";
          case "scheduled" -> " AND t.task_id IN (SELECT task_id FROM task_deferred)";
          case "failed", "quarantined" ->
              " AND t.state = $6::text AND t.task_id IN (SELECT task_id FROM task_dead)";
          case "bad" -> " AND t.task_id IN (SELECT task_id FROM task_dead)";
          case "open" -> " AND t.state IN ('scheduled', 'waiting', 'running')";
          case "over" -> " AND t.state NOT IN ('scheduled', 'waiting', 'running')";
          case "" -> "";
          default -> " AND t.state = $6::text";
        };
    return postgres
        .query(
            COLUMNS
                + " WHERE "
                + SEEN
                + " AND ($3::text IS NULL OR t.type = $3::text)"
                + " AND ($4::uuid IS NULL OR t.task_id < $4::uuid)"
                + " AND ($6::text IS NULL OR true)"
                + states
                + " ORDER BY t.task_id DESC LIMIT $5::int",
            who(question.caller())
                .addString(question.type().orElse(null))
                .addUUID(question.before().orElse(null))
                .addInteger(question.limit())
                .addString(question.state().orElse(null)))
        .map(TaskRows::list);
  }

  /** Those that exist of these, of whomever they are. */
  Future<List<TaskView>> those(List<UUID> ids) {
    return postgres
        .query(
            COLUMNS + " WHERE t.task_id = ANY($1::uuid[])",
            Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
        .map(TaskRows::list);
  }

  /** The owner and organisation of a caller who sees their own only; nulls for an admin. */
  static Tuple who(Caller caller) {
    boolean all = TaskQuestion.seesAll(caller);
    return Tuple.tuple()
        .addString(all ? null : caller.user())
        .addString(all ? null : caller.organisation());
  }

  private static List<TaskView> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(TaskRows::view).toList();
  }

  private static TaskView view(Row row) {
    return new TaskView(
        row.getUUID("task_id"),
        row.getString("type"),
        row.getString("organisation"),
        row.getString("owner"),
        Priority.values()[row.getShort("priority")],
        row.getString("state"),
        row.getJsonObject("payload"),
        row.getInteger("attempt"),
        row.getInteger("crashes"),
        row.getInteger("epoch"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("ready_at").toInstant(),
        instant(row.getOffsetDateTime("started_at")),
        instant(row.getOffsetDateTime("finished_at")),
        row.getFloat("percent"),
        row.getString("message"),
        array(row.getJsonArray("log")),
        Optional.ofNullable(row.getJsonObject("checkpoint")),
        Optional.ofNullable(row.getJsonObject("result")),
        Optional.ofNullable(row.getString("artefact")),
        row.getString("error"),
        array(row.getJsonArray("attempts")),
        row.getBoolean("cancelling"),
        row.getString("node"));
  }

  private static JsonArray array(@Nullable JsonArray found) {
    return found == null ? new JsonArray() : found;
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
