package verticles.warming;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Role;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFailure;
import verticles.tasks.TaskLimits;
import verticles.tasks.TaskResult;
import verticles.tasks.TaskType;

/** The task {@code cache.warm}: a warming run that outlives its node. */
public final class WarmTask implements TaskType<WarmTask.Wanted> {
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Warmer warmer;

  /** What is to be warmed, without who wants it. */
  public record Wanted(String mode, List<String> datasets) {
    WarmRequest request(String user) {
      return mode.isEmpty()
          ? WarmRequest.datasets(datasets, user)
          : WarmRequest.of(WarmRequest.Mode.valueOf(mode.toUpperCase(Locale.ROOT)), user);
    }
  }

  /** The type for that warmer. */
  public WarmTask(Warmer warmer) {
    this.warmer = warmer;
  }

  @Override
  public String name() {
    return "cache.warm";
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
  public Wanted read(JsonObject payload) {
    Wanted wanted =
        new Wanted(
            payload.getString("mode", ""),
            payload.getJsonArray("datasets", new JsonArray()).stream()
                .map(String::valueOf)
                .toList());
    if (wanted.mode().isEmpty() == wanted.datasets().isEmpty()) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "It is not clear what to warm.",
          List.of(new FieldError("/payload/mode", "Give a mode or datasets, one of both.")));
    }
    return wanted;
  }

  @Override
  public TaskLimits limits() {
    return TaskLimits.perNode(2).attempts(3);
  }

  @Override
  public Optional<String> uniqueKey(Wanted wanted) {
    return Optional.of(wanted.mode() + wanted.datasets().stream().sorted().toList());
  }

  @Override
  public TaskResult run(Wanted wanted, TaskContext context) throws InterruptedException {
    WarmRun run = begin(wanted, context);
    context.onCancel(() -> warmer.cancel(run.id()));
    Supplier<WarmRun> now = () -> warmer.run(run.id()).await();
    WarmRun last = run;
    while (!last.isOver()) {
      Thread.sleep(LOOK);
      last = now.get();
      context.progress(
          100.0 * last.done() / Math.max(1, last.total()),
          "%,d of %,d questions".formatted(last.done(), last.total()));
    }
    context.check();
    last.errors().forEach(context::log);
    if (last.state() != WarmRun.State.DONE) {
      throw TaskFailure.retryable(String.join(" ", last.errors()));
    }
    return TaskResult.of(
        new JsonObject()
            .put("run", last.id())
            .put("loaded", last.loaded())
            .put("alreadyFresh", last.alreadyFresh())
            .put("failed", last.failed()));
  }

  /** A run whose node was lost is in the way for a few seconds. */
  private WarmRun begin(Wanted wanted, TaskContext context) {
    try {
      return warmer.start(wanted.request(context.owner().user())).await();
    } catch (FailureException refused) {
      if (refused.failure() == Failure.CONFLICT) {
        throw TaskFailure.snooze(refused.detail(), BUSY);
      }
      throw refused;
    }
  }
}
