package verticles.warming;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskHold;
import verticles.tasks.TaskLimits;
import verticles.tasks.TaskResult;
import verticles.tasks.TaskType;

/** The task {@code cache.warm}: one warming run, on the node that runs it. */
public final class WarmTask implements TaskType<WarmRequest> {
  static final String NAME = "cache.warm";

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final CacheWarmer warmer;
  private final Postgres postgres;
  private final String node;
  private final InstantSource clock;
  private final Consumer<WarmRun> moved;

  /**
   * The type for that warmer.
   *
   * @param moved is told how far a run of this node is: at its begin, every second, and at its end
   */
  public WarmTask(
      CacheWarmer warmer,
      Postgres postgres,
      String node,
      InstantSource clock,
      Consumer<WarmRun> moved) {
    this.warmer = warmer;
    this.postgres = postgres;
    this.node = node;
    this.clock = clock;
    this.moved = moved;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Loads answers into the cache before somebody asks for them.";
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public JsonObject schema() {
    return new JsonObject(
        """
        {"type": "object", "additionalProperties": false, "properties": {
          "mode": {"type": "string", "enum": ["full", "critical", "popular", "predicted"]},
          "datasets": {"type": "array", "minItems": 1, "maxItems": 100,
            "items": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,62}$"}}}}
        """);
  }

  @Override
  public WarmRequest read(JsonObject payload) {
    return request(payload)
        .orElseThrow(
            () ->
                FailureException.of(
                    Failure.BAD_REQUEST,
                    "It is not clear what to warm.",
                    List.of(
                        new FieldError("/payload/mode", "Give a mode or datasets, one of both."))));
  }

  /** What a payload asks for; empty when that is a mode and datasets, or neither. */
  static Optional<WarmRequest> request(JsonObject payload) {
    String mode = payload.getString("mode", "");
    List<String> datasets =
        payload.getJsonArray("datasets", new JsonArray()).stream().map(String::valueOf).toList();
    if (mode.isEmpty() == datasets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        mode.isEmpty()
            ? WarmRequest.datasets(datasets)
            : WarmRequest.of(WarmRequest.Mode.valueOf(mode.toUpperCase(Locale.ROOT))));
  }

  /** The payload that asks for it. */
  static JsonObject payload(WarmRequest request) {
    return request.datasets().isEmpty()
        ? new JsonObject().put("mode", request.mode().name().toLowerCase(Locale.ROOT))
        : new JsonObject().put("datasets", new JsonArray(request.datasets()));
  }

  @Override
  public TaskLimits limits() {
    return TaskLimits.perNode(5).attempts(3);
  }

  @Override
  public Optional<String> uniqueKey(WarmRequest request) {
    return Optional.of(key(request));
  }

  /** The same for requests of which one at a time is on its way. */
  static String key(WarmRequest request) {
    return request.mode() + " " + request.datasets().stream().sorted().distinct().toList();
  }

  @Override
  public TaskResult run(WarmRequest request, TaskContext context) throws InterruptedException {
    new TaskHold(postgres).take(NAME + " " + key(request), context, BUSY);
    WarmReport report = new WarmReport(request, context, node, clock, moved);
    Tally tally = new Tally();
    try (report) {
      report.follow(tally);
      warmer.fill(request, tally, context::cancelled);
    } catch (RuntimeException failed) {
      report.end(tally.counts(), WarmRun.State.FAILED);
      throw failed;
    }
    Tally.Counts counts = tally.counts();
    report.end(counts, context.cancelled() ? WarmRun.State.CANCELLED : WarmRun.State.DONE);
    CacheWarmer.log(request, context.owner().user(), counts);
    if (context.cancelled()) {
      context.checkpoint(counts.json());
    }
    counts.errors().forEach(context::log);
    return TaskResult.of(counts.json().put("run", context.task().toString()));
  }
}
