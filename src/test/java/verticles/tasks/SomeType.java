package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.util.function.BiFunction;
import verticles.identity.Role;

/** A type whose work a test gives; its payload may be anything with a number {@code n}. */
record SomeType(
    String name,
    TaskLimits limits,
    Backoff backoff,
    BiFunction<JsonObject, TaskContext, TaskResult> work)
    implements TaskType<JsonObject> {
  static final JsonObject SCHEMA =
      new JsonObject(
          """
          {"type":"object","additionalProperties":false,
           "properties":{"n":{"type":"integer","minimum":0},"text":{"type":"string","maxLength":100000}}}
          """);

  static SomeType of(String name, TaskLimits limits) {
    return new SomeType(
        name,
        limits,
        new Backoff(java.time.Duration.ofMillis(1), java.time.Duration.ofMillis(2)),
        (payload, context) -> TaskResult.of(new JsonObject()));
  }

  SomeType doing(BiFunction<JsonObject, TaskContext, TaskResult> other) {
    return new SomeType(name, limits, backoff, other);
  }

  @Override
  public String title() {
    return "For tests.";
  }

  @Override
  public Role role() {
    return Role.TRADER;
  }

  @Override
  public JsonObject schema() {
    return SCHEMA;
  }

  @Override
  public JsonObject read(JsonObject payload) {
    return payload;
  }

  @Override
  public TaskResult run(JsonObject payload, TaskContext context) {
    return work.apply(payload, context);
  }
}
