package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * What a task leaves behind.
 *
 * @param value small; what is large is kept elsewhere
 * @param artefact where that is, for example a path of the API
 * @param spent a file that nobody needs any more once this is kept. Until then another attempt may:
 *     a worker can be lost between its work and the keeping of what came of it
 */
public record TaskResult(JsonObject value, Optional<String> artefact, Optional<UUID> spent) {
  /** A result that leaves all files alone. */
  public TaskResult(JsonObject value, Optional<String> artefact) {
    this(value, artefact, Optional.empty());
  }

  /** A result that is all in its value. */
  public static TaskResult of(JsonObject value) {
    return new TaskResult(value, Optional.empty());
  }

  /** The same, for which that file is not needed any more. */
  public TaskResult spending(UUID file) {
    return new TaskResult(value, artefact, Optional.of(file));
  }
}
