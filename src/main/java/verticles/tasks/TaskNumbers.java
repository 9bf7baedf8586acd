package verticles.tasks;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import verticles.identity.Caller;
import verticles.postgres.Postgres;

/** The statistics by type: nodes write down every few seconds what they counted. */
final class TaskNumbers {
  private static final String COUNTS =
      """
      SELECT l.type,
        coalesce(sum((SELECT count(*) FROM task_ready r WHERE r.lane_id = l.lane_id)), 0)::bigint AS waiting,
        coalesce(sum((SELECT count(*) FROM task_deferred d WHERE d.lane_id = l.lane_id)), 0)::bigint AS scheduled,
        coalesce(sum(e.number), 0)::bigint AS running
      FROM task_lane l
      LEFT JOIN (SELECT lane_id, count(*) AS number FROM task_lease GROUP BY lane_id) e ON e.lane_id = l.lane_id
      WHERE $1::text IS NULL OR (l.organisation = $2::text AND l.owner = $1::text)
      GROUP BY l.type
      """;

  private static final String DEAD =
      """
      SELECT t.type, count(*) FROM task_dead d JOIN task t ON t.task_id = d.task_id
      WHERE $1::text IS NULL OR (t.organisation = $2::text AND t.owner = $1::text)
      GROUP BY t.type
      """;

  private static final String TIMES =
      """
      SELECT type, succeeded, failed, waits, runs, at > clock_timestamp() - interval '5 minutes' AS lately,
        succeeded + failed + other AS ended
      FROM task_stat WHERE at > clock_timestamp() - interval '1 hour'
      """;

  private final Postgres postgres;

  TaskNumbers(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Keeps what a node counted. */
  Future<Void> keep(String node, String type, TypeTimes.Counts counts) {
    return postgres
        .query(
            "INSERT INTO task_stat VALUES ($1::text, $2::text, clock_timestamp(), $3::int, $4::int,"
                + " $5::int, $6::int[], $7::int[])",
            Tuple.of(type, node, counts.succeeded, counts.failed, counts.other)
                .addArrayOfInteger(counts.waits.kept())
                .addArrayOfInteger(counts.runs.kept()))
        .mapEmpty();
  }

  private static final class Sum {
    private final Times waits = new Times();
    private final Times runs = new Times();
    private long succeeded;
    private long failed;
    private long lately;
    private long waiting;
    private long scheduled;
    private long running;
    private long dead;

    private void add(Row row) {
      waits.add(Times.of(row.getArrayOfIntegers("waits")));
      runs.add(Times.of(row.getArrayOfIntegers("runs")));
      succeeded += row.getInteger("succeeded");
      failed += row.getInteger("failed");
      lately += row.getBoolean("lately") ? row.getInteger("ended") : 0;
    }

    private TypeNumbers numbers(String type) {
      return new TypeNumbers(
          type,
          waiting,
          scheduled,
          running,
          dead,
          succeeded,
          failed,
          lately / 300.0,
          TypeNumbers.Percentiles.of(waits),
          TypeNumbers.Percentiles.of(runs));
    }
  }

  Future<List<TypeNumbers>> read(Caller caller, List<String> types) {
    Map<String, Sum> sums = new HashMap<>();
    types.forEach(type -> sums.put(type, new Sum()));
    return postgres
        .query(TIMES, Tuple.tuple())
        .compose(
            rows -> {
              rows.forEach(row -> sum(sums, row).add(row));
              return postgres.query(COUNTS, TaskRows.who(caller));
            })
        .compose(
            rows -> {
              for (Row row : rows) {
                Sum sum = sum(sums, row);
                sum.waiting = row.getLong("waiting");
                sum.scheduled = row.getLong("scheduled");
                sum.running = row.getLong("running");
              }
              return postgres.query(DEAD, TaskRows.who(caller));
            })
        .map(
            rows -> {
              rows.forEach(row -> sum(sums, row).dead = row.getLong(1));
              return types.stream()
                  .map(type -> sums.getOrDefault(type, new Sum()).numbers(type))
                  .toList();
            });
  }

  private static Sum sum(Map<String, Sum> sums, Row row) {
    return sums.computeIfAbsent(row.getString(0), type -> new Sum());
  }
}
