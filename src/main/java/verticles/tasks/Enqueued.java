package verticles.tasks;

import java.util.UUID;

/** What became of a request. */
public record Enqueued(UUID id, How how) {
  /** Whether there is a new task. */
  public enum How {
    MADE,
    /** The key was used before with the same body: this is the first task. */
    REPLAYED,
    /** Of this unique key there is a task that is not over: this is it. */
    UNIQUE
  }
}
