package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a task leaves behind.
 *
 * @param value small; what is large is kept elsewhere
 * @param artefact where that is, for example a path of the API
 */
public record TaskResult(JsonObject value, Optional<String> artefact) {
  /** A result that is all in its value. */
  public static TaskResult of(JsonObject value) {
    return new TaskResult(value, Optional.empty());
  }
}
