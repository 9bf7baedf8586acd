package verticles.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Caller;
import verticles.tasks.Priority;
import verticles.tasks.TaskRequest;
import verticles.tasks.TaskType;
import verticles.tasks.TaskView;

/** A task as JSON. */
record TaskForm(
    UUID id,
    String type,
    String organisation,
    String owner,
    String priority,
    String state,
    Map<String, Object> payload,
    int attempt,
    int crashes,
    Instant createdAt,
    Instant readyAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    double percent,
    String message,
    List<?> log,
    Optional<Map<String, Object>> result,
    Optional<String> artefact,
    String error,
    List<?> attempts,
    boolean cancelling,
    String node) {

  static TaskForm of(TaskView task) {
    return new TaskForm(
        task.id(),
        task.type(),
        task.organisation(),
        task.owner(),
        task.priority().label(),
        task.state(),
        task.payload().getMap(),
        task.attempt(),
        task.crashes(),
        task.createdAt(),
        task.readyAt(),
        task.startedAt(),
        task.finishedAt(),
        Math.round(task.percent() * 10) / 10.0,
        task.message(),
        task.log().getList(),
        task.result().map(JsonObject::getMap),
        task.artefact(),
        task.error(),
        task.attempts().getList(),
        task.cancelling(),
        task.node());
  }

  /** A type as JSON. */
  static Map<String, Object> of(TaskType<?> type) {
    return Map.of(
        "type", type.name(),
        "title", type.title(),
        "role", type.role().label(),
        "attempts", type.limits().attempts(),
        "timeoutSeconds", type.limits().timeout().toSeconds(),
        "unavailable", type.unavailable(),
        "payload", type.schema().getMap());
  }

  /**
   * What a body asks for; the contract has checked its form.
   *
   * @throws FailureException BAD_REQUEST when it names both a delay and an instant
   */
  static TaskRequest request(Caller caller, JsonObject body, Optional<String> key) {
    Optional<Instant> runAt = Optional.ofNullable(body.getString("runAt")).map(TaskForm::instant);
    if (runAt.isPresent() && body.containsKey("delaySeconds")) {
      throw bad("/runAt", "Give a delay or an instant, not both.");
    }
    return new TaskRequest(
        caller,
        body.getString("type"),
        body.getJsonObject("payload", new JsonObject()),
        Priority.of(body.getString("priority", "normal")).orElse(Priority.NORMAL),
        Duration.ofMillis((long) (1000 * body.getDouble("delaySeconds", 0.0))),
        runAt,
        key);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw bad("/runAt", "An instant in UTC, such as 2026-11-21T06:00:00Z.");
    }
  }

  static FailureException bad(String pointer, String detail) {
    return FailureException.of(
        Failure.BAD_REQUEST,
        "The task cannot be taken in as it is.",
        List.of(new FieldError(pointer, detail)));
  }
}
