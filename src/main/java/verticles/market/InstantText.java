package verticles.market;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Reads instants: ISO-8601 with an offset or Z, from 2000 to 2099, to the microsecond. */
final class InstantText {
  private static final String ACCEPTED =
      "accepted are ISO-8601 instants such as 2024-03-31T00:00:00Z or 2024-03-31T01:00+01:00";
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .parseLenient()
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private InstantText() {}

  static Instant parse(String text) throws BadValueException {
    Instant instant;
    try {
      instant = OffsetDateTime.parse(text, FORMAT).toInstant();
    } catch (DateTimeException notAnInstant) {
      throw new BadValueException(
          (isLocal(text)
                  ? Values.quoted(text) + " has no offset, so it is no instant; "
                  : Values.quoted(text) + " is not a time; ")
              + ACCEPTED);
    }
    if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
      throw new BadValueException(Values.quoted(text) + " is not within the years 2000 to 2099");
    }
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean isLocal(String text) {
    try {
      LocalDateTime.parse(text.replace(' ', 'T'));
      return true;
    } catch (DateTimeException notALocalTime) {
      return isDate(text);
    }
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException notADate) {
      return false;
    }
  }
}
