package verticles.tasks;

import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the code of a type for one attempt and says how that ended; it never throws. */
record Execution(int mostCrashes, DoubleSupplier random) {
  private static final Logger LOGGER = LoggerFactory.getLogger(Execution.class);

  /** Blocks until the type has ended, however it does. */
  <P> Ending run(TaskType<P> type, Attempt attempt) {
    Claimed task = attempt.claimed();
    try {
      attempt.check();
      TaskResult result = type.run(type.read(task.payload()), attempt);
      return ending(attempt, task.state().succeed(), "succeeded", "", true, Optional.of(result));
    } catch (VirtualMachineError broken) {
      // the heap of the node was hit by this task: that is a crash, though the node lives on
      LOGGER.atError().addKeyValue("task", task.id()).setCause(broken).log("a task broke the JVM");
      return crash(attempt, "It exhausted the memory or the stack of its node.");
    } catch (Throwable thrown) {
      if (thrown instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return attempt.stopped().isPresent()
          ? stopped(type, attempt, attempt.stopped().get())
          : failed(type, attempt, thrown);
    }
  }

  private Ending failed(TaskType<?> type, Attempt attempt, Throwable thrown) {
    Claimed task = attempt.claimed();
    TaskFailure failure = TaskFailure.of(thrown);
    if (!(thrown instanceof TaskFailure)) {
      LOGGER
          .atWarn()
          .addKeyValue("task", task.id())
          .addKeyValue("type", task.type())
          .setCause(thrown)
          .log("an attempt failed");
    }
    TaskState next = task.state().fail(failure, type.limits().attempts(), type.backoff(), random);
    boolean snoozed = failure.then() instanceof TaskFailure.Then.Snooze;
    Optional<TaskResult> found =
        failure.then() instanceof TaskFailure.Then.GiveUp(var result)
            ? result.map(TaskResult::of)
            : Optional.empty();
    return ending(attempt, next, snoozed ? "snoozed" : "failed", failure.detail(), !snoozed, found);
  }

  /** The ending of an attempt that was told to stop, by itself or because it did not. */
  Ending stopped(TaskType<?> type, Attempt attempt, Attempt.Stop why) {
    Claimed task = attempt.claimed();
    return switch (why) {
      case CANCELLED ->
          ending(attempt, task.state().cancel(), "cancelled", "", true, Optional.empty());
      case DRAINED, LOST -> Ending.giveBack(task, why.reason, attempt.said());
      case LATE -> failed(type, attempt, TaskFailure.retryable(why.reason));
    };
  }

  private Ending crash(Attempt attempt, String why) {
    Claimed task = attempt.claimed();
    return new Ending(
        task.id(),
        task.epoch(),
        task.state().crash(mostCrashes),
        "crashed",
        why,
        false,
        true,
        attempt.said(),
        Optional.empty());
  }

  private static Ending ending(
      Attempt attempt,
      TaskState state,
      String outcome,
      String detail,
      boolean counts,
      Optional<TaskResult> result) {
    Claimed task = attempt.claimed();
    return new Ending(
        task.id(),
        task.epoch(),
        state,
        outcome,
        AttemptLog.cut(detail, 1000),
        counts,
        false,
        attempt.said(),
        result);
  }
}
