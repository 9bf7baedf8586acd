package verticles.dataset;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import verticles.cache.CacheMessage.Visibility;

/**
 * Finds the form in which a question is asked again. Midnights near today move along with it, older
 * times are meant as they are, and a time near the present that is no midnight is one of its own.
 *
 * @param timeZones of the zones that the question names, by parameter
 */
record Recurrence(Dataset dataset, Map<String, ZoneId> timeZones, Instant now) {
  /** Midnights nearer than this are those of dashboards; older ones are of somebody's research. */
  private static final int NEAR_DAYS = 62;

  Optional<RecurringQuestion> of(Question question) {
    if (dataset.scope() == Visibility.USER || question.values().containsKey(ReservedNames.CURSOR)) {
      return Optional.empty();
    }
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<String, String> value : question.values().entrySet()) {
      Optional<Parameter> parameter = dataset.parameter(value.getKey());
      if (parameter.isEmpty()) {
        return Optional.empty();
      } else if (!(parameter.get().type() instanceof ParameterType.Moment moment)) {
        parameters.put(value.getKey(), value.getValue());
      } else if (!followsNow(parameter.get(), Instant.parse(value.getValue()))) {
        Optional<String> text = recurring(Instant.parse(value.getValue()), zone(moment));
        if (text.isEmpty()) {
          return Optional.empty();
        }
        parameters.put(value.getKey(), text.get());
      }
    }
    return Optional.of(
        new RecurringQuestion(
            question.dataset(), question.format(), question.organisation(), parameters));
  }

  private ZoneId zone(ParameterType.Moment moment) {
    return switch (moment.timeZone()) {
      case TimeZone.Fixed fixed -> fixed.zone();
      case TimeZone.Of of -> timeZones.getOrDefault(of.parameter(), ZoneOffset.UTC);
    };
  }

  /** Left out, it has another value each moment; one near the present is taken for that. */
  private boolean followsNow(Parameter parameter, Instant value) {
    return parameter.fallback().filter(text -> text.startsWith("now")).isPresent()
        && Math.abs(ChronoUnit.DAYS.between(value, now)) < NEAR_DAYS
        && !isMidnight(value, ZoneOffset.UTC);
  }

  private Optional<String> recurring(Instant value, ZoneId zone) {
    long days =
        ChronoUnit.DAYS.between(LocalDate.ofInstant(now, zone), LocalDate.ofInstant(value, zone));
    if (Math.abs(days) > NEAR_DAYS) {
      return Optional.of(value.toString());
    } else if (!isMidnight(value, zone)) {
      return Optional.empty();
    }
    return Optional.of(
        days == 0 ? "today" : "today%s%dd".formatted(days > 0 ? "+" : "-", Math.abs(days)));
  }

  private static boolean isMidnight(Instant value, ZoneId zone) {
    return LocalDate.ofInstant(value, zone).atStartOfDay(zone).toInstant().equals(value);
  }
}
