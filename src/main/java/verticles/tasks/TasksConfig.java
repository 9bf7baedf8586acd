package verticles.tasks;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import verticles.bus.FailureException;
import verticles.config.Between;
import verticles.config.Default;
import verticles.config.Matching;

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
 * @param schedule what the system itself asks for
 */
public record TasksConfig(
    Workers workers,
    @Between(min = "2s", max = "5m") Duration lease,
    @Between(min = "0s", max = "5m") Duration cancelGrace,
    @Between(min = "0s", max = "10m") Duration drain,
    @Between(min = "1", max = "100") int mostCrashes,
    @Between(min = "1", max = "1000000") int mostWaiting,
    @Between(min = "2", max = "64") int maxConnections,
    @Between(min = "1d", max = "3650d") Duration keep,
    @Default("") List<Scheduled> schedule) {

  /** Keeps a copy of the schedule, whose names must differ. */
  public TasksConfig {
    schedule = List.copyOf(schedule);
    if (schedule.stream().map(Scheduled::name).distinct().count() < schedule.size()) {
      throw new IllegalArgumentException("names that differ");
    }
  }

  /** The same with more tasks of the system. */
  public TasksConfig with(List<Scheduled> more) {
    return new TasksConfig(
        workers,
        lease,
        cancelGrace,
        drain,
        mostCrashes,
        mostWaiting,
        maxConnections,
        keep,
        Stream.concat(schedule.stream(), more.stream()).toList());
  }

  /**
   * A task of the system that comes back.
   *
   * @param cron minute, hour, day of the month, month, day of the week
   * @param timeZone of the cron expression, an IANA id
   * @param payload JSON
   */
  public record Scheduled(
      @Matching(value = "[a-z0-9][a-z0-9-]{0,62}", form = "small letters, digits and hyphens")
          String name,
      String type,
      String cron,
      @Default("UTC") String timeZone,
      @Default("{}") String payload) {

    /** Refuses what cannot be read. */
    public Scheduled {
      try {
        Cron.of(cron, timeZone);
      } catch (FailureException malformed) {
        throw new IllegalArgumentException(
            "%s: %s"
                .formatted(
                    malformed.errors().getFirst().pointer().substring(1),
                    malformed.errors().getFirst().detail()),
            malformed);
      }
    }
  }

  /** Whether a node runs tasks. */
  public enum Workers {
    RUN,
    NONE
  }
}
