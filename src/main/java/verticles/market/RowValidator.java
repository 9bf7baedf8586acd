package verticles.market;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the texts of a row into values, or notes what is wrong with them. */
final class RowValidator {
  private final ImportRequest request;
  private final Set<Field> required;
  private final RowProblems problems;

  RowValidator(ImportRequest request, RowProblems problems) {
    this.request = request;
    this.required = EnumSet.copyOf(request.kind().required());
    this.required.add(Field.ZONE);
    this.problems = problems;
  }

  /** The values by field, in the form PostgreSQL reads; empty when the row is bad. */
  Optional<Map<Field, String>> validate(RawRow row) {
    return switch (row) {
      case RawRow.Broken(long line, String reason) -> {
        problems.line(line, reason);
        yield Optional.empty();
      }
      case RawRow.Texts(long line, Map<Field, String> texts) -> values(line, texts);
    };
  }

  private Optional<Map<Field, String>> values(long line, Map<Field, String> texts) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    boolean good = true;
    for (Field field : request.kind().fields()) {
      try {
        String text = texts.getOrDefault(field, "");
        Optional<String> value = text.isEmpty() ? absent(field) : Optional.of(field.parse(text));
        value.ifPresent(found -> values.put(field, found));
      } catch (BadValueException e) {
        problems.column(line, field, e.reason());
        good = false;
      }
    }
    return good && fitTogether(line, values) ? Optional.of(values) : Optional.empty();
  }

  private Optional<String> absent(Field field) throws BadValueException {
    if (field == Field.ZONE && request.zone().isPresent()) {
      return request.zone();
    }
    if (field == Field.INTERVAL_MINUTES) {
      return Optional.of(Integer.toString(request.intervalMinutes().orElse(60)));
    }
    if (required.contains(field)) {
      throw new BadValueException("is missing or empty");
    }
    return Optional.empty();
  }

  private boolean fitTogether(long line, Map<Field, String> values) {
    boolean good = true;
    String zone = value(values, Field.ZONE);
    if (request.zone().filter(asked -> !asked.equals(zone)).isPresent()) {
      problems.column(
          line,
          Field.ZONE,
          "'%s' is not the requested zone %s".formatted(zone, request.zone().get()));
      good = false;
    }
    Instant start = Instant.parse(value(values, Field.DELIVERY_START));
    int minutes = Integer.parseInt(value(values, Field.INTERVAL_MINUTES));
    if (start.getNano() != 0 || start.getEpochSecond() % (minutes * 60L) != 0) {
      problems.column(
          line,
          Field.DELIVERY_START,
          "%s is not the start of an interval of %d minutes".formatted(start, minutes));
      good = false;
    }
    String accepted = values.get(Field.ACCEPTED_MWH);
    if (accepted != null
        && Double.parseDouble(accepted) > Double.parseDouble(value(values, Field.QUANTITY_MWH))) {
      problems.column(line, Field.ACCEPTED_MWH, "%s is more than the quantity".formatted(accepted));
      good = false;
    }
    return good;
  }

  private static String value(Map<Field, String> values, Field field) {
    return requireNonNull(values.get(field), field::column);
  }
}
