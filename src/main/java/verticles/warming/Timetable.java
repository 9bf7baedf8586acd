package verticles.warming;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which scheduled runs are due. What was missed while nobody asked is due once, not as often
 * as it was missed. Not safe for several threads.
 */
final class Timetable {
  private static final CronParser CRON =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private static final class Row {
    private final WarmRequest.Mode mode;
    private final ZoneId zone;
    private final ExecutionTime times;
    private Instant next;

    private Row(WarmingConfig.Scheduled scheduled, Instant now) {
      this.mode = scheduled.mode();
      this.zone = ZoneId.of(scheduled.timeZone());
      this.times = ExecutionTime.forCron(CRON.parse(scheduled.cron()));
      this.next = after(now);
    }

    private Instant after(Instant now) {
      return times
          .nextExecution(now.atZone(zone))
          .map(time -> time.toInstant())
          .orElse(Instant.MAX);
    }
  }

  private final InstantSource clock;
  private final List<Row> rows;
  private Instant asked;

  /** A timetable that begins now. */
  Timetable(List<WarmingConfig.Scheduled> schedule, InstantSource clock) {
    this.clock = clock;
    this.asked = clock.instant();
    this.rows = schedule.stream().map(scheduled -> new Row(scheduled, asked)).toList();
  }

  /** The modes that became due since it was asked last, each once. */
  List<WarmRequest.Mode> due() {
    Instant now = clock.instant();
    boolean setBack = now.isBefore(asked);
    asked = now;
    List<WarmRequest.Mode> due = new ArrayList<>();
    for (Row row : rows) {
      boolean isDue = !row.next.isAfter(now);
      if (isDue && !due.contains(row.mode)) {
        due.add(row.mode);
      }
      if (isDue || setBack) {
        row.next = row.after(now);
      }
    }
    return due;
  }
}
