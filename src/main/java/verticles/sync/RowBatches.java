package verticles.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import verticles.postgres.Postgres;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFailure;

/** Keeps rows as JSON under their keys, while the task is still this worker's. */
final class RowBatches implements Batches {
  private final String name;
  private final SyncSource source;
  private final Postgres postgres;
  private final TaskContext context;
  private final RowFields fields;
  private final RowKey key;

  RowBatches(String name, SyncSource source, Postgres postgres, TaskContext context) {
    this.name = name;
    this.source = source;
    this.postgres = postgres;
    this.context = context;
    this.fields = new RowFields(source);
    this.key = new RowKey(source);
  }

  @Override
  public boolean keepsCheckpoints() {
    return true;
  }

  @Override
  public Counts write(List<JsonNode> rows, int first, JsonObject reached) {
    ArrayNode given = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < rows.size(); i++) {
      int place = first + i;
      JsonNode row = rows.get(i);
      given
          .addObject()
          .put("place", place)
          .put("key", key.of(row).orElseThrow(() -> noKey(place)))
          .set("value", fields.of(row));
    }
    String text = PageReader.text(given);
    if (text.contains("\\u0000")) {
      throw TaskFailure.permanent(
          "One of the rows %d to %d holds a zero character, which no database keeps."
              .formatted(first, first + rows.size() - 1));
    }
    RowSet<Row> written =
        postgres
            .query(
                "SELECT inserted, updated, unchanged"
                    + " FROM sync_rows($1::text, $2::text, $3::text, $4::text::jsonb, $5::jsonb)",
                Tuple.of(context.fence(), name, source.organisation(), text, reached))
            .await();
    if (written.size() == 0) {
      context.check();
      throw TaskFailure.retryable("Another worker has the task now.");
    }
    Row counts = written.iterator().next();
    return new Counts(counts.getLong(0), counts.getLong(1), counts.getLong(2));
  }

  private TaskFailure noKey(int place) {
    return TaskFailure.permanent(
        "The row %d of its page has no usable key: %s must be there, single values, at most 500 characters."
            .formatted(place, key.names()));
  }
}
