package verticles.market;

import io.vertx.core.json.JsonObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFailure;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskLimits;
import verticles.tasks.TaskResult;
import verticles.tasks.TaskType;

/**
 * The task {@code market.import}: all rows of a file that was sent before, or none. Its bad rows
 * are its result. The same file again changes nothing, so it may run twice.
 */
public final class ImportTask implements TaskType<JsonObject> {
  /** Its name in the API. */
  public static final String NAME = "market.import";

  private static final double READ_PERCENT = 80;

  private final MarketImport imports;
  private final TaskFiles files;

  /** The type for that database. */
  public ImportTask(MarketImport imports, TaskFiles files) {
    this.imports = imports;
    this.files = files;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Imports a file of prices, trades, bids or meter values, all rows or none.";
  }

  @Override
  public Role role() {
    return Role.TRADER;
  }

  @Override
  public JsonObject schema() {
    return new JsonObject(
        """
        {"type": "object", "additionalProperties": false, "required": ["file", "kind"], "properties": {
          "file": {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
          "kind": {"type": "string", "enum": ["prices", "trades", "bids", "meter-values"]},
          "format": {"type": "string", "enum": ["csv", "ndjson"]},
          "columns": {"type": "object", "maxProperties": 32,
            "additionalProperties": {"type": "string", "maxLength": 64}},
          "zone": {"type": "string", "maxLength": 32},
          "timeZone": {"type": "string", "maxLength": 64},
          "portfolio": {"type": "string", "maxLength": 64},
          "intervalMinutes": {"type": "integer", "enum": [15, 30, 60]}}}
        """);
  }

  @Override
  public JsonObject read(JsonObject payload) {
    return payload;
  }

  @Override
  public TaskLimits limits() {
    return TaskLimits.perNode(2)
        .inCluster(4)
        .ofOwner(OptionalInt.of(2), OptionalInt.empty())
        .attempts(3)
        .timeout(Duration.ofHours(2));
  }

  @Override
  public TaskResult run(JsonObject payload, TaskContext context) throws IOException {
    UUID file = UUID.fromString(payload.getString("file"));
    long size = files.size(context.owner(), file).await();
    try (InputStream rows = counted(files.open(context.owner(), file), size, context)) {
      ImportReport report = imports.run(request(payload, context.owner()), rows, context.fence());
      // what is committed is committed: it is told even if it was cancelled meanwhile
      return TaskResult.of(JsonObject.mapFrom(report)).spending(file);
    } catch (FailureException refused) {
      context.check();
      throw refused.failure() == Failure.BAD_REQUEST || !refused.errors().isEmpty()
          ? TaskFailure.permanent(refused.detail(), BadRows.of(refused))
          : refused;
    }
  }

  /** The rows, with how many bytes of them were read as the progress. */
  private static InputStream counted(InputStream rows, long size, TaskContext context) {
    return new FilterInputStream(rows) {
      private long read;

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (context.cancelled()) {
          throw new IOException("cancelled");
        }
        int count = super.read(into, offset, length);
        read += Math.max(0, count);
        // what was read is still to be checked and merged
        context.progress(
            READ_PERCENT * read / Math.max(1, size),
            "%,d of %,d KiB read".formatted(read / 1024, size / 1024));
        return count;
      }
    };
  }

  /** The payload that asks for the import of a file. */
  public static JsonObject payload(ImportRequest request, UUID file) {
    JsonObject payload =
        new JsonObject()
            .put("file", file.toString())
            .put("kind", request.kind().label())
            .put("format", request.format().name().toLowerCase(Locale.ROOT));
    if (!request.columns().isEmpty()) {
      payload.put("columns", new JsonObject(Map.copyOf(request.columns())));
    }
    request.zone().ifPresent(zone -> payload.put("zone", zone));
    request.timeZone().ifPresent(zone -> payload.put("timeZone", zone));
    request.portfolio().ifPresent(portfolio -> payload.put("portfolio", portfolio));
    request.intervalMinutes().ifPresent(minutes -> payload.put("intervalMinutes", minutes));
    return payload;
  }

  private static ImportRequest request(JsonObject payload, Caller owner) {
    Map<String, String> columns = new HashMap<>();
    payload
        .getJsonObject("columns", new JsonObject())
        .forEach(column -> columns.put(column.getKey(), String.valueOf(column.getValue())));
    return new ImportRequest(
        Kind.valueOf(payload.getString("kind").toUpperCase(Locale.ROOT).replace('-', '_')),
        RowFormat.valueOf(payload.getString("format", "csv").toUpperCase(Locale.ROOT)),
        columns,
        Optional.ofNullable(payload.getString("zone")),
        Optional.ofNullable(payload.getString("timeZone")),
        Optional.ofNullable(payload.getString("portfolio")),
        owner.organisation(),
        payload.containsKey("intervalMinutes")
            ? OptionalInt.of(payload.getInteger("intervalMinutes"))
            : OptionalInt.empty());
  }
}
