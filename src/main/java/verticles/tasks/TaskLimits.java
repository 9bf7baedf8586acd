package verticles.tasks;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The bounds of a task type.
 *
 * @param perNode how many run on one node at a time
 * @param mostRunning how many run in the whole cluster at a time
 * @param perMinute how many start in the cluster in a minute, a sixth of it at once
 * @param ownerRunning how many of one owner run at a time
 * @param ownerPerMinute how many of one owner start in a minute
 * @param attempts after so many failures it is tried no more
 * @param timeout after which an attempt has failed
 */
public record TaskLimits(
    int perNode,
    OptionalInt mostRunning,
    OptionalInt perMinute,
    OptionalInt ownerRunning,
    OptionalInt ownerPerMinute,
    int attempts,
    Duration timeout) {

  /** So many on each node; no other bound, 5 attempts, an hour each. */
  public static TaskLimits perNode(int perNode) {
    return new TaskLimits(
        perNode,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        5,
        Duration.ofHours(1));
  }

  /** The same with at most so many in the cluster. */
  public TaskLimits inCluster(int most) {
    return new TaskLimits(
        perNode, OptionalInt.of(most), perMinute, ownerRunning, ownerPerMinute, attempts, timeout);
  }

  /** The same with at most so many starts a minute. */
  public TaskLimits perMinute(int most) {
    return new TaskLimits(
        perNode,
        mostRunning,
        OptionalInt.of(most),
        ownerRunning,
        ownerPerMinute,
        attempts,
        timeout);
  }

  /** The same with bounds for each owner: running at a time, and starts a minute. */
  public TaskLimits ofOwner(OptionalInt running, OptionalInt startsPerMinute) {
    return new TaskLimits(
        perNode, mostRunning, perMinute, running, startsPerMinute, attempts, timeout);
  }

  /** The same with so many attempts. */
  public TaskLimits attempts(int most) {
    return new TaskLimits(
        perNode, mostRunning, perMinute, ownerRunning, ownerPerMinute, most, timeout);
  }

  /** The same with so long for an attempt. */
  public TaskLimits timeout(Duration longest) {
    return new TaskLimits(
        perNode, mostRunning, perMinute, ownerRunning, ownerPerMinute, attempts, longest);
  }
}
