package verticles.tasks;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/**
 * Times that come back, in a zone: minute, hour, day of the month, month, day of the week. What is
 * due at named hours is due once on each such day: an hour that the clock skips counts at the end
 * of the gap, one that it repeats counts the first time. What is due every hour or few follows the
 * time that passes.
 */
final class Cron {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final ExecutionTime times;
  private final ZoneId zone;
  private final boolean namesHours;

  private Cron(ExecutionTime times, ZoneId zone, boolean namesHours) {
    this.times = times;
    this.zone = zone;
    this.namesHours = namesHours;
  }

  /**
   * Reads an expression and checks that it is ever due.
   *
   * @param now from when on
   * @throws FailureException BAD_REQUEST for {@code /cron} or {@code /timeZone}
   */
  static Cron of(String expression, String zone, Instant now) {
    Cron cron = of(expression, zone);
    if (cron.after(now).isEmpty()) {
      throw bad("/cron", "It never fires: there is no such day.");
    }
    return cron;
  }

  /** The same without the check. */
  static Cron of(String expression, String zone) {
    ZoneId id;
    try {
      id = ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw bad("/timeZone", "An IANA id such as Europe/Copenhagen.");
    }
    try {
      String[] fields = expression.strip().split("\\s+");
      var parsed = PARSER.parse(expression).validate();
      return new Cron(ExecutionTime.forCron(parsed), id, !fields[1].contains("*"));
    } catch (IllegalArgumentException malformed) {
      throw bad(
          "/cron", "Minute, hour, day of month, month and day of week, such as \"0 6 * * 1-5\".");
    }
  }

  private static FailureException bad(String pointer, String detail) {
    return FailureException.of(
        Failure.BAD_REQUEST,
        "The schedule cannot be kept as it is.",
        List.of(new FieldError(pointer, detail)));
  }

  /** The first time after that one; empty when there is none. */
  Optional<Instant> after(Instant before) {
    if (!namesHours) {
      return times.nextExecution(before.atZone(zone)).map(ZonedDateTime::toInstant);
    }
    // in a zone without gaps, and from there to ours; two hours earlier, for what a gap moved
    ZonedDateTime from = before.atZone(zone).toLocalDateTime().minusHours(2).atZone(ZoneOffset.UTC);
    Optional<ZonedDateTime> next = times.nextExecution(from);
    while (next.isPresent()) {
      Instant there = next.get().toLocalDateTime().atZone(zone).toInstant();
      if (there.isAfter(before)) {
        return Optional.of(there);
      }
      next = times.nextExecution(next.get());
    }
    return Optional.empty();
  }
}
