package verticles.tasks;

import java.time.Duration;
import verticles.config.Between;

/**
 * The section {@code tasks} of the configuration.
 *
 * @param workers whether this node runs tasks; every node takes them in
 * @param lease a worker that is silent for so long has lost what it runs
 * @param cancelGrace how long a cancelled task may take to end by itself
 * @param drain how long running tasks may finish at shutdown
 * @param mostCrashes a task that took so many workers with it is quarantined
 * @param mostWaiting tasks of one owner and type; one more is refused
 * @param maxConnections to PostgreSQL, of workers alone
 * @param keep how long what is over is kept at least; a month is dropped as a whole
 */
public record TasksConfig(
    Workers workers,
    @Between(min = "2s", max = "5m") Duration lease,
    @Between(min = "0s", max = "5m") Duration cancelGrace,
    @Between(min = "0s", max = "10m") Duration drain,
    @Between(min = "1", max = "100") int mostCrashes,
    @Between(min = "1", max = "1000000") int mostWaiting,
    @Between(min = "2", max = "64") int maxConnections,
    @Between(min = "1d", max = "3650d") Duration keep) {

  /** Whether a node runs tasks. */
  public enum Workers {
    RUN,
    NONE
  }
}
