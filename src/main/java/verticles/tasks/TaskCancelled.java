package verticles.tasks;

/** Ends an attempt that should not go on. A type lets it through. */
public final class TaskCancelled extends RuntimeException {
  /** With the reason for the log. */
  TaskCancelled(String why) {
    super(why, null, false, false);
  }
}
