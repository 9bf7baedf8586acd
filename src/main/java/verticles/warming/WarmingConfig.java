package verticles.warming;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import verticles.config.Between;
import verticles.config.Default;

/**
 * The section {@code warming} of the configuration.
 *
 * @param parallel how many loads of a run are on their way while others may come
 * @param mostParallel the same, while nobody else waits and loads are quick
 * @param most how many questions a popular or predicted run loads
 * @param startPatience how long the start waits for what is critical; 0: not at all
 * @param schedule when the leader of the cluster warms by itself
 */
public record WarmingConfig(
    @Between(min = "1", max = "64") int parallel,
    @Between(min = "1", max = "64") int mostParallel,
    @Between(min = "1", max = "100000") int most,
    @Between(min = "0s", max = "1m") Duration startPatience,
    @Default("") List<Scheduled> schedule) {
  private static final CronParser CRON =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** Refuses a pace that would fall where it should grow. */
  public WarmingConfig {
    schedule = List.copyOf(schedule);
    if (mostParallel < parallel) {
      throw new IllegalArgumentException("most-parallel at least parallel");
    }
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
      try {
        CRON.parse(cron).validate();
      } catch (IllegalArgumentException malformed) {
        throw new IllegalArgumentException(
            "cron: minute, hour, day of month, month and day of week, such as \"0 6 * * 1-5\"; %s"
                .formatted(malformed.getMessage()),
            malformed);
      }
      try {
        ZoneId.of(timeZone);
      } catch (DateTimeException unknown) {
        throw new IllegalArgumentException(
            "time-zone: an IANA id such as Europe/Copenhagen", unknown);
      }
    }
  }
}
