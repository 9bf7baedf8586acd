package verticles.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/** The statement that takes a task in, and what its answer means. */
record Enqueue(TaskRequest request, Optional<String> uniqueKey, int mostWaiting) {
  static final String SQL =
      "SELECT task_id, outcome FROM task_enqueue($1::text, $2::text, $3::text, $4::smallint,"
          + " $5::bigint, $6::jsonb, $7::bigint, $8::timestamptz, $9::text, $10::text, $11::text,"
          + " $12::int)";

  Tuple parameters() {
    return Tuple.tuple()
        .addString(request.caller().organisation())
        .addString(request.caller().user())
        .addString(request.type())
        .addShort((short) request.priority().ordinal())
        .addLong(request.priority().headStart().toMillis())
        .addJsonObject(request.payload())
        .addLong(request.delay().toMillis())
        .addOffsetDateTime(request.runAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .addString(request.key().orElse(null))
        .addString(request.key().map(key -> bodyHash()).orElse(null))
        .addString(uniqueKey.orElse(null))
        .addInteger(mostWaiting);
  }

  /** Of all that makes it another request; the order of fields does not. */
  private String bodyHash() {
    String body =
        new JsonArray()
            .add(request.type())
            .add(sorted(request.payload()))
            .add(request.priority().label())
            .add(request.delay().toMillis())
            .add(request.runAt().map(Object::toString).orElse(""))
            .encode();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case JsonObject object -> {
        TreeMap<String, Object> fields = new TreeMap<>();
        object.forEach(field -> fields.put(field.getKey(), sortedOrNull(field.getValue())));
        JsonObject sorted = new JsonObject();
        fields.forEach(sorted::put);
        yield sorted;
      }
      case JsonArray array -> {
        JsonArray sorted = new JsonArray();
        array.forEach(item -> sorted.add(sortedOrNull(item)));
        yield sorted;
      }
      default -> value;
    };
  }

  private static Object sortedOrNull(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "\0null" : sorted(value);
  }

  Enqueued answer(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return switch (row.getString("outcome")) {
      case "made" -> new Enqueued(row.getUUID("task_id"), Enqueued.How.MADE);
      case "replayed" -> new Enqueued(row.getUUID("task_id"), Enqueued.How.REPLAYED);
      case "unique" -> new Enqueued(row.getUUID("task_id"), Enqueued.How.UNIQUE);
      case "conflict" ->
          throw FailureException.of(
              Failure.CONFLICT,
              "The Idempotency-Key was used before with another body, for the task %s."
                  .formatted(row.getUUID("task_id")));
      case "past" ->
          throw FailureException.of(
              Failure.BAD_REQUEST,
              "A task cannot run in the past.",
              List.of(new FieldError("/runAt", "This is over; name an instant to come.")));
      default ->
          throw FailureException.of(
              Failure.TOO_MANY,
              "You have %d tasks of the type %s waiting; wait for some of them, or cancel some."
                  .formatted(mostWaiting, request.type()));
    };
  }
}
