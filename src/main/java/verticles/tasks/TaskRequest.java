package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import verticles.identity.Caller;

/**
 * Work that somebody asks for.
 *
 * @param delay from now on
 * @param runAt instead of a delay
 * @param key the same key with the same body is the same task
 */
public record TaskRequest(
    Caller caller,
    String type,
    JsonObject payload,
    Priority priority,
    Duration delay,
    Optional<Instant> runAt,
    Optional<String> key) {

  /** Work to be done now. */
  public static TaskRequest now(Caller caller, String type, JsonObject payload) {
    return new TaskRequest(
        caller, type, payload, Priority.NORMAL, Duration.ZERO, Optional.empty(), Optional.empty());
  }

  /** The same with a key. */
  public TaskRequest withKey(String idempotencyKey) {
    return new TaskRequest(
        caller, type, payload, priority, delay, runAt, Optional.of(idempotencyKey));
  }

  /** The same with another priority. */
  public TaskRequest withPriority(Priority other) {
    return new TaskRequest(caller, type, payload, other, delay, runAt, key);
  }

  /** The same after a while. */
  public TaskRequest after(Duration wait) {
    return new TaskRequest(caller, type, payload, priority, wait, runAt, key);
  }
}
