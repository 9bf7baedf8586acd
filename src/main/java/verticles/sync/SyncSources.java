package verticles.sync;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;

/** Shows the declared sources and how each was pulled last. */
public final class SyncSources {
  /** What runs is what has a lease, whatever its row says. */
  private static final String NEWEST =
      """
      SELECT s.source, t.task_id, CASE WHEN l.task_id IS NULL THEN t.state ELSE 'running' END AS state, t.owner,
        t.created_at, coalesce(l.started_at, t.started_at) AS started_at, t.finished_at,
        coalesce(l.percent, t.percent) AS percent, coalesce(l.message, t.message) AS message, t.error,
        CASE WHEN t.state = 'succeeded' THEN t.result END AS result, good.finished_at AS succeeded_at
      FROM unnest($1::text[]) AS s(source)
      CROSS JOIN LATERAL (
        SELECT * FROM task n WHERE n.type = 'data.sync' AND n.payload ->> 'source' = s.source
        ORDER BY n.task_id DESC LIMIT 1) t
      LEFT JOIN task_lease l ON l.task_id = t.task_id
      LEFT JOIN LATERAL (
        SELECT g.finished_at FROM task g
        WHERE g.type = 'data.sync' AND g.payload ->> 'source' = s.source AND g.state = 'succeeded'
        ORDER BY g.task_id DESC LIMIT 1) good ON true
      """;

  private final Map<String, SyncSource> declared;
  private final Postgres postgres;

  /** The sources of that configuration, and the tasks in that database. */
  public SyncSources(SyncConfig config, Postgres postgres) {
    this.declared = new TreeMap<>(config.sources());
    this.postgres = postgres;
  }

  /** By name: those of everybody and of the caller's organisation; for an admin all. */
  public Future<List<SyncState>> list(Caller caller) {
    List<String> seen =
        declared.entrySet().stream()
            .filter(source -> sees(caller, source.getValue().organisation()))
            .map(Map.Entry::getKey)
            .toList();
    return postgres
        .query(NEWEST, Tuple.tuple().addArrayOfString(seen.toArray(String[]::new)))
        .map(rows -> states(seen, rows));
  }

  private static boolean sees(Caller caller, String organisation) {
    return organisation.isEmpty()
        || organisation.equals(caller.organisation())
        || caller.role().covers(Role.ADMIN);
  }

  private List<SyncState> states(List<String> sources, RowSet<Row> rows) {
    Map<String, Row> newest = new HashMap<>();
    rows.forEach(row -> newest.put(row.getString("source"), row));
    return sources.stream()
        .map(
            name ->
                state(
                    name,
                    Objects.requireNonNull(declared.get(name)),
                    Optional.ofNullable(newest.get(name))))
        .toList();
  }

  private static SyncState state(String name, SyncSource source, Optional<Row> newest) {
    return new SyncState(
        name,
        String.valueOf(source.address().getHost()),
        source.into().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        source.organisation(),
        source.cron(),
        source.cronTimeZone(),
        newest.map(SyncSources::pull),
        newest.flatMap(row -> instant(row.getOffsetDateTime("succeeded_at"))));
  }

  private static SyncPull pull(Row row) {
    return new SyncPull(
        row.getUUID("task_id"),
        row.getString("state"),
        row.getString("owner"),
        row.getOffsetDateTime("created_at").toInstant(),
        instant(row.getOffsetDateTime("started_at")),
        instant(row.getOffsetDateTime("finished_at")),
        row.getFloat("percent"),
        row.getString("message"),
        row.getString("error"),
        Optional.ofNullable(row.getJsonObject("result")));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
