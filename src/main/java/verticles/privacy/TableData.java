package verticles.privacy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import verticles.postgres.Postgres;
import verticles.privacy.StoredTable.OnErasure;
import verticles.privacy.StoredTable.Retention;
import verticles.privacy.StoredTable.Whose;

/** Exports, erases and sweeps tables as their lines in the register say. */
final class TableData {
  static final int MOST_ROWS = 10_000;
  private static final String ERASED = "(erased)";

  private record Held(String table, Whose.Person person) {}

  private record Sweep(String table, Retention.Swept rule) {}

  private final Postgres postgres;
  private final List<Held> held = new ArrayList<>();
  private final List<Sweep> sweeps = new ArrayList<>();

  TableData(Postgres postgres, List<StoredTable> tables) {
    this.postgres = postgres;
    for (StoredTable table : tables) {
      if (table.whose() instanceof Whose.Person person) {
        held.add(new Held(table.name(), person));
      }
      if (table.retention() instanceof Retention.Swept rule) {
        sweeps.add(new Sweep(table.name(), rule));
      }
    }
  }

  /** The rows about somebody by table, without secrets. */
  Future<Map<String, JsonArray>> export(String user) {
    Map<String, JsonArray> found = new LinkedHashMap<>();
    Future<Void> read = Future.succeededFuture();
    for (Held table : held) {
      read = read.compose(before -> rows(table, user)).map(rows -> keep(found, table, rows));
    }
    return read.map(done -> found);
  }

  private static Void keep(Map<String, JsonArray> found, Held table, JsonArray rows) {
    found.put(table.table, rows);
    return null;
  }

  private Future<JsonArray> rows(Held table, String user) {
    String[] hidden = table.person.hidden().toArray(String[]::new);
    return postgres
        .query(
            "SELECT (to_jsonb(t) - $2::text[])::text FROM %s t WHERE t.%s = $1::text LIMIT %d"
                .formatted(table.table, table.person.column(), MOST_ROWS),
            Tuple.tuple().addString(user).addArrayOfString(hidden))
        .map(
            rows -> {
              JsonArray all = new JsonArray();
              rows.forEach(row -> all.add(new JsonObject(row.getString(0))));
              return all;
            });
  }

  /** Erases somebody from all tables, or from none; answers the rows by table. */
  Future<Map<String, Long>> erase(String user) {
    String steps =
        held.stream().map(TableData::step).collect(Collectors.joining(", ", "WITH ", " "));
    String counts =
        held.stream()
            .map(table -> "(SELECT count(*) FROM gone_%1$s) AS %1$s".formatted(table.table))
            .collect(Collectors.joining(", ", "SELECT ", ""));
    return postgres
        .query(steps + counts, Tuple.of(user))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              Map<String, Long> erased = new LinkedHashMap<>();
              held.forEach(table -> erased.put(table.table, row.getLong(table.table)));
              return erased;
            });
  }

  private static String step(Held table) {
    String column = table.person.column();
    return table.person.onErasure() == OnErasure.DELETE
        ? "gone_%1$s AS (DELETE FROM %1$s WHERE %2$s = $1::text RETURNING 1)"
            .formatted(table.table, column)
        : "gone_%1$s AS (UPDATE %1$s SET %2$s = '%3$s' WHERE %2$s = $1::text RETURNING 1)"
            .formatted(table.table, column, ERASED);
  }

  /** Deletes what is over its time; answers how many rows. */
  Future<Long> sweep(Instant now) {
    Future<Long> swept = Future.succeededFuture(0L);
    for (Sweep sweep : sweeps) {
      swept = swept.compose(before -> sweep(sweep, now).map(rows -> before + rows));
    }
    return swept;
  }

  private Future<Integer> sweep(Sweep sweep, Instant now) {
    return postgres
        .query(
            "DELETE FROM %s WHERE %s < $1::timestamptz".formatted(sweep.table, sweep.rule.column()),
            Tuple.of(now.minus(sweep.rule.after()).atOffset(ZoneOffset.UTC)))
        .map(deleted -> deleted.rowCount());
  }
}
