package verticles.dataset;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads points in time: {@code 2024-03-31} is that day's midnight, {@code 2024-03-31T00:00:00Z}
 * itself, {@code today}, {@code tomorrow} and {@code yesterday} are local midnights, {@code now}
 * and the names of other parameters are instants, and {@code +1d}, {@code -2h}, {@code +15m} move
 * them, days by the calendar.
 *
 * @param zone whose midnights are meant
 * @param now the present, exactly
 * @param roundedNow what {@code now} stands for, so that keys repeat
 * @param others the instants of other parameters, by name
 */
record Moments(ZoneId zone, Instant now, Instant roundedNow, Map<String, Instant> others) {
  private static final Pattern RELATIVE =
      Pattern.compile("([a-z][A-Za-z0-9_]*)(?:([+-])(\\d{1,5})([mhd]))?");
  private static final Pattern LOCAL =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.{0,20}");
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /** The instant, or empty when the text is none of those or not from 1900 to 2199. */
  Optional<Instant> read(String text) {
    // a query string turns an unescaped + into a blank, and none of the forms has blanks
    String plus = text.replace(' ', '+');
    Matcher relative = RELATIVE.matcher(plus);
    Optional<Instant> read = relative.matches() ? relative(relative) : absolute(plus);
    return read.map(instant -> instant.truncatedTo(ChronoUnit.MICROS))
        .filter(instant -> !instant.isBefore(EARLIEST) && instant.isBefore(LATEST));
  }

  private Optional<Instant> relative(Matcher relative) {
    return base(relative.group(1))
        .map(
            base -> {
              if (relative.group(2) == null) {
                return base;
              }
              int count = Integer.parseInt(relative.group(2) + relative.group(3));
              return switch (relative.group(4)) {
                case "d" -> base.atZone(zone).plusDays(count).toInstant();
                case "h" -> base.plus(count, ChronoUnit.HOURS);
                default -> base.plus(count, ChronoUnit.MINUTES);
              };
            });
  }

  private Optional<Instant> base(String name) {
    return switch (name) {
      case "now" -> Optional.of(roundedNow);
      case "today" -> Optional.of(midnight(0));
      case "tomorrow" -> Optional.of(midnight(1));
      case "yesterday" -> Optional.of(midnight(-1));
      default -> Optional.ofNullable(others.get(name));
    };
  }

  private Instant midnight(int daysAway) {
    return LocalDate.ofInstant(now, zone).plusDays(daysAway).atStartOfDay(zone).toInstant();
  }

  private Optional<Instant> absolute(String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  /** Whether a text is an instant with its offset, within the accepted years. */
  static boolean isAbsolute(String text) {
    return text.length() > 10
        && !RELATIVE.matcher(text).matches()
        && new Moments(ZoneOffset.UTC, Instant.EPOCH, Instant.EPOCH, Map.of())
            .read(text)
            .isPresent();
  }

  /** The parameter that a relative time starts from, if any. */
  static Optional<String> reference(String text) {
    Matcher relative = RELATIVE.matcher(text);
    return Optional.of(relative)
        .filter(Matcher::matches)
        .map(matched -> matched.group(1))
        .filter(name -> !isBase(name));
  }

  /** Whether a name has a meaning of its own and cannot be a parameter's. */
  static boolean isBase(String name) {
    return switch (name) {
      case "now", "today", "tomorrow", "yesterday" -> true;
      default -> false;
    };
  }

  /** What is wrong with a text that could not be read, for its sender. */
  static String complaint(String text) {
    return LOCAL.matcher(text).matches() && !text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
        ? " has no offset, so it is not one point in time: end it with Z or +01:00 (%2B01:00 in a"
            + " query string)"
        : " is not a point in time from 1900 to 2199";
  }
}
