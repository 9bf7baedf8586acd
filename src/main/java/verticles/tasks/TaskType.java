package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import verticles.identity.Role;

/**
 * A kind of work that can be asked for by name. It may run more than once for one task, on another
 * node, so what it does must bear that: it writes what is true afterwards however often it is
 * written, or names {@link TaskContext#fence()} to whom it writes.
 *
 * @param <P> the payload
 */
public interface TaskType<P> {
  /** Its name in the API, for example {@code cache.warm}. */
  String name();

  /** What it does, in a sentence. */
  String title();

  /** Who may ask for it. */
  Role role();

  /** The JSON schema (2020-12) of its payload. */
  JsonObject schema();

  /**
   * The payload, whose form the schema has checked.
   *
   * @throws verticles.bus.FailureException BAD_REQUEST for what a schema cannot say
   */
  P read(JsonObject payload);

  /** Why it cannot be asked for on this node, naming what to set; empty when it can. */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /** Its bounds. */
  default TaskLimits limits() {
    return TaskLimits.perNode(4);
  }

  /** How long to wait after a failure. */
  default Backoff backoff() {
    return new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10));
  }

  /** What only one task at a time may work on; empty when that does not matter. */
  default Optional<String> uniqueKey(P payload) {
    return Optional.empty();
  }

  /**
   * Does the work. It runs on a virtual thread and may block; it is interrupted when it does not
   * end in time after it was cancelled.
   *
   * @throws TaskFailure to say whether another try could help; any other exception can
   */
  TaskResult run(P payload, TaskContext context) throws Exception;
}
