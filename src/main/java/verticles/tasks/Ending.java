package verticles.tasks;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How an attempt ended and what the task is then.
 *
 * @param outcome of the attempt, in a word: succeeded, failed, snoozed, cancelled, returned or
 *     crashed
 * @param detail why, for its owner; empty when there is nothing to say
 * @param counts whether the attempt is one of those the type allows
 * @param crash whether it took its worker with it
 * @param said what the attempt said until then
 */
record Ending(
    UUID id,
    int epoch,
    TaskState state,
    String outcome,
    String detail,
    boolean counts,
    boolean crash,
    Said said,
    Optional<TaskResult> result) {
  private static final Duration SUSPECT_PAUSE = Duration.ofSeconds(1);

  /** A task that is given back as it was found. */
  static Ending giveBack(Claimed task, String why, Said said) {
    return new Ending(
        task.id(),
        task.epoch(),
        task.state().giveBack(),
        "returned",
        why,
        false,
        false,
        said,
        Optional.empty());
  }

  /** A task that lost a worker before waits until the others of its kind have run. */
  static Ending postponed(Claimed task) {
    return new Ending(
        task.id(),
        task.epoch(),
        new TaskState.Scheduled(SUSPECT_PAUSE),
        "postponed",
        "Another task that lost its worker runs first.",
        false,
        false,
        Said.nothing(),
        Optional.empty());
  }

  /** A lease whose holder knows nothing of it. */
  static Ending unconfirmed(TaskQueue.Lease lease) {
    return new Ending(
        lease.task(),
        lease.epoch(),
        new TaskState.Waiting(),
        "returned",
        "The claim was not confirmed.",
        false,
        false,
        Said.nothing(),
        Optional.empty());
  }
}
