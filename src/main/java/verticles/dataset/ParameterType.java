package verticles.dataset;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a parameter accepts and how it reaches the database. A value has one canonical text, which
 * is what cache keys and loads carry.
 */
sealed interface ParameterType {
  /** What is accepted, in words. */
  String form();

  /** What the prepared query is given for a canonical text. */
  default Object bound(String canonical) {
    return canonical;
  }

  /** The type in PostgreSQL. */
  default String sqlType() {
    return switch (this) {
      case Text text -> "text";
      case Zone zone -> "text";
      case Choice choice -> "text";
      case Whole whole -> "bigint";
      case Decimal decimal -> "numeric";
      case Truth truth -> "boolean";
      case Day day -> "date";
      case Moment moment -> "timestamptz";
    };
  }

  /** A type whose values mean the same at every time and place. */
  sealed interface Plain extends ParameterType {
    /** The canonical text of what was given, or empty when it is not accepted. */
    Optional<String> canonical(String given);
  }

  /** A text. */
  record Text(Optional<Pattern> pattern, int maxLength) implements Plain {
    @Override
    public String form() {
      String limit = "1 to %d printable characters".formatted(maxLength);
      return pattern.map(matched -> limit + " matching " + matched).orElse(limit);
    }

    @Override
    public Optional<String> canonical(String given) {
      return Optional.of(given)
          .filter(text -> !text.isEmpty() && text.length() <= maxLength)
          .filter(Texts::isPrintable)
          .filter(text -> pattern.isEmpty() || pattern.get().matcher(text).matches());
    }
  }

  /** The id of a bidding zone. */
  record Zone() implements Plain {
    private static final Pattern ID = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,15}");

    @Override
    public String form() {
      return "the id of a zone, such as DK1";
    }

    @Override
    public Optional<String> canonical(String given) {
      return Optional.of(given).filter(text -> ID.matcher(text).matches());
    }
  }

  /** A whole number between two bounds, both inclusive. */
  record Whole(long min, long max) implements Plain {
    /** The largest bound: 18 digits always fit. */
    static final long LARGEST = 999_999_999_999_999_999L;

    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,18}");

    @Override
    public String form() {
      return "a whole number from %d to %d".formatted(min, max);
    }

    @Override
    public Optional<String> canonical(String given) {
      return Optional.of(given)
          .filter(text -> DIGITS.matcher(text).matches())
          .map(Long::parseLong)
          .filter(number -> min <= number && number <= max)
          .map(String::valueOf);
    }

    @Override
    public Object bound(String canonical) {
      return Long.valueOf(canonical);
    }
  }

  /** A decimal number between two bounds, both inclusive. */
  record Decimal(Optional<BigDecimal> min, Optional<BigDecimal> max) implements Plain {
    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,30}(\\.\\d{1,20})?");

    @Override
    public String form() {
      return "a number such as -12.5"
          + min.map(bound -> ", at least " + bound.toPlainString()).orElse("")
          + max.map(bound -> ", at most " + bound.toPlainString()).orElse("");
    }

    @Override
    public Optional<String> canonical(String given) {
      return Optional.of(given)
          .filter(text -> DIGITS.matcher(text).matches())
          .map(BigDecimal::new)
          .filter(number -> min.isEmpty() || min.get().compareTo(number) <= 0)
          .filter(number -> max.isEmpty() || max.get().compareTo(number) >= 0)
          .map(number -> number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros())
          .map(BigDecimal::toPlainString);
    }

    @Override
    public Object bound(String canonical) {
      return new BigDecimal(canonical);
    }
  }

  /** True or false. */
  record Truth() implements Plain {
    @Override
    public String form() {
      return "true or false";
    }

    @Override
    public Optional<String> canonical(String given) {
      return Optional.of(given).filter(text -> text.equals("true") || text.equals("false"));
    }

    @Override
    public Object bound(String canonical) {
      return Boolean.valueOf(canonical);
    }
  }

  /** A calendar day between two bounds, both inclusive. */
  record Day(LocalDate min, LocalDate max) implements Plain {
    @Override
    public String form() {
      return "a date from %s to %s".formatted(min, max);
    }

    @Override
    public Optional<String> canonical(String given) {
      try {
        return Optional.of(LocalDate.parse(given))
            .filter(day -> !day.isBefore(min) && !day.isAfter(max))
            .map(LocalDate::toString);
      } catch (DateTimeException malformed) {
        return Optional.empty();
      }
    }

    @Override
    public Object bound(String canonical) {
      return LocalDate.parse(canonical);
    }
  }

  /** One of a few words. */
  record Choice(List<String> values) implements Plain {
    @Override
    public String form() {
      return "one of " + String.join(", ", values);
    }

    @Override
    public Optional<String> canonical(String given) {
      return Optional.of(given).filter(values::contains);
    }
  }

  /**
   * A point in time, given as an instant or as a date that stands for its local midnight.
   *
   * @param after the parameter that it must be later than
   * @param maxSpan by how much at most
   */
  record Moment(TimeZone timeZone, Optional<String> after, Optional<Span> maxSpan)
      implements ParameterType {
    @Override
    public String form() {
      return "a date (its midnight in %s), an instant such as 2024-03-31T00:00:00Z, %s"
              .formatted(timeZone, "or a relative time such as today, today-7d, now-15m")
          + after.map("; later than "::concat).orElse("")
          + maxSpan.map(span -> ", by at most " + span).orElse("");
    }

    @Override
    public Object bound(String canonical) {
      return Instant.parse(canonical).atOffset(ZoneOffset.UTC);
    }
  }
}
