package verticles.tasks;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import verticles.postgres.Postgres;

/** The queue as a worker sees it. The statements are functions of the database, see V16 and V20. */
final class TaskQueue {
  /** A lease that a worker holds, as the database knows it. */
  record Lease(UUID task, int epoch, boolean cancelled) {}

  private final Postgres postgres;
  private final Duration lease;
  private final Teller teller;

  /** One that tells nobody. */
  TaskQueue(Postgres postgres, Duration lease) {
    this(postgres, lease, Teller.silent());
  }

  /** {@code teller} hears what became of tasks. */
  TaskQueue(Postgres postgres, Duration lease, Teller teller) {
    this.postgres = postgres;
    this.lease = lease;
    this.teller = teller;
  }

  /** Makes the limits of a type known to the cluster; the last one who says them is right. */
  Future<Void> declare(String type, TaskLimits limits) {
    return postgres
        .query(
            """
            WITH counted AS (
              UPDATE task_lease SET limited = true
              WHERE type = $1::text AND NOT limited AND ($2::int IS NOT NULL OR $4::int IS NOT NULL))
            INSERT INTO task_type AS t (type, most_running, per_minute, owner_running, owner_per_minute)
            VALUES ($1::text, $2::int, $3::int, $4::int, $5::int)
            ON CONFLICT (type) DO UPDATE SET most_running = $2::int, per_minute = $3::int,
              owner_running = $4::int, owner_per_minute = $5::int
            WHERE (t.most_running, t.per_minute, t.owner_running, t.owner_per_minute)
              IS DISTINCT FROM ($2::int, $3::int, $4::int, $5::int)
            """,
            Tuple.tuple()
                .addString(type)
                .addInteger(orNull(limits.mostRunning()))
                .addInteger(orNull(limits.perMinute()))
                .addInteger(orNull(limits.ownerRunning()))
                .addInteger(orNull(limits.ownerPerMinute())))
        .mapEmpty();
  }

  private static @org.jspecify.annotations.Nullable Integer orNull(java.util.OptionalInt bound) {
    return bound.isPresent() ? (Integer) bound.getAsInt() : null;
  }

  /** Takes up to so many tasks of each type, in turns over their owners. */
  Future<List<Claimed>> claim(UUID worker, String node, Map<String, Integer> rooms) {
    List<String> types = List.copyOf(rooms.keySet());
    return postgres
        .query(
            "SELECT * FROM task_claim($1::uuid, $2::text, $3::bigint, $4::text[], $5::int[])",
            Tuple.of(worker, node, lease.toMillis())
                .addArrayOfString(types.toArray(String[]::new))
                .addArrayOfInteger(types.stream().map(rooms::get).toArray(Integer[]::new)))
        .map(rows -> list(rows).stream().map(TaskQueue::claimed).toList())
        .onSuccess(teller::claimed);
  }

  private static Claimed claimed(Row row) {
    return new Claimed(
        row.getUUID("task_id"),
        row.getInteger("epoch"),
        row.getString("organisation"),
        row.getString("owner"),
        row.getString("type"),
        row.getJsonObject("payload"),
        new TaskState.Waiting().claim(row.getInteger("attempt"), row.getInteger("crashes")),
        Optional.ofNullable(row.getJsonObject("checkpoint")),
        Math.max(0, row.getLong("waited_ms")));
  }

  /** Says that a task that lost a worker before is let run; answers whether it still is held. */
  Future<Boolean> begin(Claimed task) {
    return postgres
        .query(
            "UPDATE task_lease SET begun = true WHERE task_id = $1::uuid AND epoch = $2::int",
            Tuple.of(task.id(), task.epoch()))
        .map(begun -> begun.rowCount() > 0);
  }

  /** Ends attempts; answers those that this worker still held. */
  Future<Set<UUID>> end(List<Ending> endings) {
    return postgres
        .query(EndingArrays.SQL, EndingArrays.of(endings))
        .map(
            refused -> {
              Set<UUID> held = new HashSet<>();
              endings.forEach(ending -> held.add(ending.id()));
              refused.forEach(row -> held.remove(row.getUUID(0)));
              return held;
            })
        .onSuccess(
            held -> {
              teller.ended(endings, held);
              deleteSpent(endings, held);
            });
  }

  /** What is not deleted now, with the database away, is kept until its day is over. */
  private void deleteSpent(List<Ending> endings, Set<UUID> held) {
    UUID[] spent =
        endings.stream()
            .filter(ending -> held.contains(ending.id()))
            .flatMap(ending -> ending.result().flatMap(TaskResult::spent).stream())
            .toArray(UUID[]::new);
    if (spent.length > 0) {
      postgres.query(
          "DELETE FROM task_file WHERE file_id = ANY($1::uuid[])",
          Tuple.tuple().addArrayOfUUID(spent));
    }
  }

  /** Keeps how far tasks are; answers those that this worker still holds. */
  Future<Set<UUID>> tell(Collection<JsonObject> progress) {
    return postgres
        .query(
            "SELECT task_id FROM task_tell($1::jsonb)",
            Tuple.tuple().addJsonArray(new JsonArray(List.copyOf(progress))))
        .map(
            rows -> {
              Set<UUID> ids = new HashSet<>();
              rows.forEach(row -> ids.add(row.getUUID(0)));
              return ids;
            });
  }

  /** Says that a worker lives; answers what it holds. */
  Future<List<Lease>> beat(UUID worker, String node) {
    return postgres
        .query(
            "SELECT * FROM task_heartbeat($1::uuid, $2::text, $3::bigint)",
            Tuple.of(worker, node, lease.toMillis()),
            lease)
        .map(
            rows ->
                list(rows).stream()
                    .map(row -> new Lease(row.getUUID(0), row.getInteger(1), row.getBoolean(2)))
                    .toList());
  }

  /** Takes the tasks of silent workers away from them; answers how many, and how many for good. */
  Future<Rescued> rescue(UUID worker, int mostCrashes) {
    return postgres
        .query(
            "SELECT state, task_id FROM task_rescue($1::uuid, $2::bigint, $3::int)",
            Tuple.of(worker, lease.toMillis(), mostCrashes))
        .map(
            rows -> {
              List<Row> all = list(rows);
              teller.lookUp(all.stream().map(row -> row.getUUID(1)).toList());
              long bad = all.stream().filter(row -> row.getString(0).equals("quarantined")).count();
              return new Rescued(all.size(), (int) bad);
            });
  }

  /** How many tasks lost their workers, and how many of those were quarantined. */
  record Rescued(int tasks, int quarantined) {}

  /** Moves what is due to what could run; answers how many, at most 1,000. */
  Future<Integer> promote() {
    return postgres
        .query("SELECT task_promote(1000)", Tuple.tuple())
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /** Makes the tables of this month and the next three. */
  Future<Void> makePartitions() {
    return postgres.query("SELECT task_make_partitions(3)", Tuple.tuple()).mapEmpty();
  }

  Future<Void> tidyLanes() {
    return postgres.query("SELECT task_tidy_lanes()", Tuple.tuple()).mapEmpty();
  }

  /** Forgets a worker that stops in order. */
  Future<Void> leave(UUID worker) {
    return postgres
        .query("DELETE FROM task_worker WHERE worker_id = $1::uuid", Tuple.of(worker))
        .mapEmpty();
  }

  private static List<Row> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
