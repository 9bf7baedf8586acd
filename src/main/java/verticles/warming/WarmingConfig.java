package verticles.warming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import verticles.config.Between;
import verticles.config.Default;
import verticles.tasks.TasksConfig;

/**
 * The section {@code warming} of the configuration.
 *
 * @param parallel how many loads of a run are on their way while others may come
 * @param mostParallel the same, while nobody else waits and loads are quick
 * @param most how many questions a popular or predicted run loads
 * @param startPatience how long the start waits for what is critical; 0: not at all
 * @param schedule when the cluster warms by itself
 */
public record WarmingConfig(
    @Between(min = "1", max = "64") int parallel,
    @Between(min = "1", max = "64") int mostParallel,
    @Between(min = "1", max = "100000") int most,
    @Between(min = "0s", max = "1m") Duration startPatience,
    @Default("") List<Scheduled> schedule) {
  /** Refuses a pace that would fall where it should grow. */
  public WarmingConfig {
    schedule = List.copyOf(schedule);
    if (mostParallel < parallel) {
      throw new IllegalArgumentException("most-parallel at least parallel");
    }
  }

  /** The schedule as tasks of the system; each mode has its name, numbered from the second on. */
  public List<TasksConfig.Scheduled> tasks() {
    List<TasksConfig.Scheduled> tasks = new ArrayList<>();
    Map<WarmRequest.Mode, Integer> times = new EnumMap<>(WarmRequest.Mode.class);
    for (Scheduled one : schedule) {
      int time = times.merge(one.mode(), 1, Integer::sum);
      tasks.add(
          new TasksConfig.Scheduled(
              "warming-"
                  + one.mode().name().toLowerCase(Locale.ROOT)
                  + (time > 1 ? "-" + time : ""),
              WarmTask.NAME,
              one.cron(),
              one.timeZone(),
              WarmTask.payload(WarmRequest.of(one.mode())).encode()));
    }
    return tasks;
  }

  /**
   * A time at which to warm.
   *
   * @param cron minute, hour, day of the month, month, day of the week: {@code 0 6 * * 1-5}
   * @param mode what to warm; not datasets
   * @param timeZone of the cron expression, an IANA id
   */
  public record Scheduled(String cron, WarmRequest.Mode mode, @Default("UTC") String timeZone) {

    /** Refuses what could never be due. */
    public Scheduled {
      if (mode == WarmRequest.Mode.DATASETS) {
        throw new IllegalArgumentException("mode: full, critical, popular or predicted");
      }
      // it is refused here, where it is written, as it would be there
      new TasksConfig.Scheduled("warming", WarmTask.NAME, cron, timeZone, "{}");
    }
  }
}
