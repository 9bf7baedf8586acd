package verticles.tasks;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/** The types that this build knows, and the check of what is asked of them. */
final class TaskTypes {
  /** A larger payload is handed over as a file. */
  static final int LARGEST_PAYLOAD = 64 * 1024;

  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("urn:spinreserve:task")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final Map<String, TaskType<?>> types = new TreeMap<>();
  private final Map<String, Validator> validators = new TreeMap<>();

  TaskTypes(Collection<TaskType<?>> known) {
    for (TaskType<?> type : known) {
      if (types.put(type.name(), type) != null) {
        throw new IllegalArgumentException("there are two types " + type.name());
      }
      validators.put(type.name(), Validator.create(JsonSchema.of(type.schema()), OPTIONS));
    }
  }

  Collection<TaskType<?>> all() {
    return types.values();
  }

  Optional<TaskType<?>> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /**
   * Checks a request and names what only one task at a time may work on.
   *
   * @throws FailureException BAD_REQUEST with each bad part, FORBIDDEN, TOO_LARGE
   */
  Optional<String> check(TaskRequest request) {
    TaskType<?> type =
        find(request.type())
            .orElseThrow(
                () ->
                    bad(
                        "There is no such type of task.",
                        new FieldError("/type", "Known types are " + types.keySet() + ".")));
    if (!request.caller().role().covers(type.role())) {
      throw FailureException.of(
          Failure.FORBIDDEN,
          "Tasks of the type %s need the role %s.".formatted(type.name(), type.role().label()));
    }
    type.unavailable()
        .ifPresent(
            reason -> {
              throw bad(
                  "Tasks of the type %s cannot be asked for here.".formatted(type.name()),
                  new FieldError("/type", reason));
            });
    if (request.payload().toBuffer().length() > LARGEST_PAYLOAD) {
      throw FailureException.of(
          Failure.TOO_LARGE,
          "A payload has at most %d KiB; send what is larger as a file and name it."
              .formatted(LARGEST_PAYLOAD / 1024));
    }
    OutputUnit verdict =
        Objects.requireNonNull(validators.get(type.name())).validate(request.payload());
    if (!Boolean.TRUE.equals(verdict.getValid())) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "The payload is not what the type %s takes.".formatted(type.name()),
          SchemaProblems.of(verdict, "/payload"));
    }
    return uniqueKey(type, request.payload());
  }

  private static <P> Optional<String> uniqueKey(TaskType<P> type, JsonObject payload) {
    return type.uniqueKey(type.read(payload));
  }

  private static FailureException bad(String detail, FieldError error) {
    return FailureException.of(Failure.BAD_REQUEST, detail, List.of(error));
  }
}
