package verticles.tasks;

import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Where a task is in its life. A step exists only on the states that allow it. */
sealed interface TaskState {

  /** Its time has not come. */
  record Scheduled(Duration delay) implements TaskState {
    Waiting become() {
      return new Waiting();
    }

    Cancelled cancel() {
      return new Cancelled();
    }
  }

  /** It could run now. */
  record Waiting() implements TaskState {
    Running claim(int attempt, int crashes) {
      return new Running(attempt, crashes);
    }

    Cancelled cancel() {
      return new Cancelled();
    }
  }

  /**
   * A worker holds it.
   *
   * @param attempt 1 for the first
   * @param crashes of its workers before
   */
  record Running(int attempt, int crashes) implements TaskState {
    Succeeded succeed() {
      return new Succeeded();
    }

    /** After a failure: another try while there are attempts left and one could help. */
    TaskState fail(TaskFailure failure, int attempts, Backoff backoff, DoubleSupplier random) {
      return switch (failure.then()) {
        case TaskFailure.Then.GiveUp _ -> new Failed();
        case TaskFailure.Then.Snooze snooze -> new Scheduled(snooze.time());
        case TaskFailure.Then.Retry retry ->
            attempt >= attempts
                ? new Failed()
                : new Scheduled(retry.after().orElseGet(() -> backoff.after(attempt, random)));
      };
    }

    /** Its worker stops in order: nothing is counted. */
    Waiting giveBack() {
      return new Waiting();
    }

    /** Its worker was lost with it: once is bad luck, so often it is the task. */
    TaskState crash(int most) {
      return crashes + 1 >= most ? new Quarantined() : new Waiting();
    }

    Cancelled cancel() {
      return new Cancelled();
    }
  }

  /** Done. */
  record Succeeded() implements TaskState {}

  /** Tried in vain. */
  record Failed() implements TaskState {
    Waiting retry() {
      return new Waiting();
    }
  }

  /** Its owner did not want it any more. */
  record Cancelled() implements TaskState {
    Waiting retry() {
      return new Waiting();
    }
  }

  /** It took its workers with it too often. */
  record Quarantined() implements TaskState {
    Waiting retry() {
      return new Waiting();
    }
  }

  /** How the database and the API name it. */
  default String label() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
