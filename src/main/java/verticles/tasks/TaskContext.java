package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import verticles.identity.Caller;

/** What an attempt knows about itself and says about its work. Safe to use from every thread. */
public interface TaskContext {
  /** The task. */
  UUID task();

  /** The task and its epoch: an idempotency key for what the attempt does elsewhere. */
  String fence();

  /** Whose task it is; the role is that which the type asks for. */
  Caller owner();

  /** Which attempt this is: 1 for the first; what was given back or lost is not counted. */
  int attempt();

  /**
   * Says how far it is.
   *
   * @param percent 0 to 100; less than it was does not count
   * @param message for its owner; at most 200 characters are kept
   */
  void progress(double percent, String message);

  /** Writes a line into the log of this attempt; the last 50 are kept. */
  void log(String line);

  /** Where a former attempt came to; empty when there is none. */
  Optional<JsonObject> checkpoint();

  /**
   * Keeps where this attempt has come to; it blocks until that is durable.
   *
   * @throws TaskCancelled when this attempt no longer holds the task, and when it should end, which
   *     keeps it all the same
   */
  void checkpoint(JsonObject reached);

  /** Whether it should end. */
  boolean cancelled();

  /**
   * Goes on unless it should end.
   *
   * @throws TaskCancelled when it was cancelled, given to another worker, or its node stops
   */
  void check();

  /** Runs something once when it should end; at once when that is so already. */
  void onCancel(Runnable action);
}
