package verticles.warming;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import verticles.postgres.Postgres;

/** The runs of the cluster in PostgreSQL. All times are those of the database's clock. */
final class RunTable {
  /** A run whose node said nothing for so long is over. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  /** So many runs are kept. */
  static final int KEPT = 50;

  private static final String COLUMNS =
      "run_id, mode, datasets, asked_by, node, state, total, loaded, already_fresh, failed, errors,"
          + " started_at, finished_at";

  private static final String BURY =
      """
      UPDATE warm_run SET state = 'FAILED', finished_at = clock_timestamp(),
             errors = errors || 'Its node is gone.'::text
      WHERE state = 'RUNNING' AND heartbeat_at < clock_timestamp() - $1::int * interval '1 second'
      """;

  private static final String PRUNE =
      """
      DELETE FROM warm_run WHERE state <> 'RUNNING' AND run_id NOT IN (
        SELECT run_id FROM warm_run ORDER BY started_at DESC, run_id LIMIT $1::int)
      """;

  private final Postgres postgres;

  RunTable(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Begins a run; empty when one of its mode, of the same datasets, is on its way. */
  Future<Optional<WarmRun>> begin(String id, WarmRequest request, String node) {
    String sql =
        "INSERT INTO warm_run (run_id, mode, datasets, asked_by, node, state)"
            + " VALUES ($1::uuid, $2::text, $3::text[], $4::text, $5::text, 'RUNNING')"
            + " ON CONFLICT (mode, datasets) WHERE state = 'RUNNING' DO NOTHING RETURNING "
            + COLUMNS;
    return bury()
        .compose(
            buried ->
                postgres.query(
                    sql,
                    Tuple.of(UUID.fromString(id), request.mode().name())
                        .addArrayOfString(names(request))
                        .addString(request.askedBy())
                        .addString(node)))
        .map(RunTable::first)
        .compose(begun -> postgres.query(PRUNE, Tuple.of(KEPT)).map(pruned -> begun));
  }

  /** The run that is in the way of a request, if it still is. */
  Future<Optional<WarmRun>> running(WarmRequest request) {
    return postgres
        .query(
            "SELECT %s FROM warm_run WHERE mode = $1::text AND datasets = $2::text[] AND state = 'RUNNING'"
                .formatted(COLUMNS),
            Tuple.of(request.mode().name()).addArrayOfString(names(request)))
        .map(RunTable::first);
  }

  private static String[] names(WarmRequest request) {
    return request.datasets().stream().sorted().distinct().toArray(String[]::new);
  }

  /**
   * Says how far a run is and that its node lives; answers its state, FAILED when it is not kept.
   */
  Future<WarmRun.State> tell(String id, Tally.Counts counts) {
    return postgres
        .query(
            """
            UPDATE warm_run SET total = $2::int, loaded = $3::int, already_fresh = $4::int,
                   failed = $5::int, errors = $6::text[], heartbeat_at = clock_timestamp()
            WHERE run_id = $1::uuid AND state <> 'FAILED' RETURNING state
            """,
            numbers(id, counts))
        .map(
            rows ->
                rows.size() == 0
                    ? WarmRun.State.FAILED
                    : WarmRun.State.valueOf(rows.iterator().next().getString(0)));
  }

  private static Tuple numbers(String id, Tally.Counts counts) {
    return Tuple.of(UUID.fromString(id), counts.total(), counts.loaded(), counts.alreadyFresh())
        .addInteger(counts.failed())
        .addArrayOfString(counts.errors().toArray(String[]::new));
  }

  /** Ends a run that is on its way; the end it already has stays. */
  Future<Optional<WarmRun>> end(String id, WarmRun.State state) {
    return postgres
        .query(
            "UPDATE warm_run SET state = $2::text, finished_at = clock_timestamp()"
                + " WHERE run_id = $1::uuid AND state = 'RUNNING' RETURNING "
                + COLUMNS,
            Tuple.of(UUID.fromString(id), state.name()))
        .map(RunTable::first)
        .compose(ended -> ended.isPresent() ? Future.succeededFuture(ended) : find(id));
  }

  Future<Optional<WarmRun>> find(String id) {
    return bury()
        .compose(
            buried ->
                postgres.query(
                    "SELECT %s FROM warm_run WHERE run_id = $1::uuid".formatted(COLUMNS),
                    Tuple.of(UUID.fromString(id))))
        .map(RunTable::first);
  }

  Future<List<WarmRun>> newest() {
    return bury()
        .compose(
            buried ->
                postgres.query(
                    "SELECT %s FROM warm_run ORDER BY started_at DESC, run_id LIMIT $1::int"
                        .formatted(COLUMNS),
                    Tuple.of(KEPT)))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(RunTable::run).toList());
  }

  private Future<RowSet<Row>> bury() {
    return postgres.query(BURY, Tuple.of((int) SILENCE.toSeconds()));
  }

  private static Optional<WarmRun> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst().map(RunTable::run);
  }

  private static WarmRun run(Row row) {
    int loaded = row.getInteger(7);
    int alreadyFresh = row.getInteger(8);
    int failed = row.getInteger(9);
    return new WarmRun(
        row.getUUID(0).toString(),
        WarmRequest.Mode.valueOf(row.getString(1)),
        List.of(row.getArrayOfStrings(2)),
        row.getString(3),
        row.getString(4),
        WarmRun.State.valueOf(row.getString(5)),
        row.getInteger(6),
        loaded + alreadyFresh + failed,
        loaded,
        alreadyFresh,
        failed,
        List.of(row.getArrayOfStrings(10)),
        row.getOffsetDateTime(11).toInstant(),
        Optional.ofNullable(row.getOffsetDateTime(12)).map(OffsetDateTime::toInstant));
  }
}
