package verticles.dataset;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts the parameters of a dataset in an order in which each follows those that it refers to, and
 * notes references that lead nowhere.
 */
final class MomentOrder {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Declaration declared;
  private final Set<String> placed = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();

  private MomentOrder(List<Parameter> parameters, Declaration declared) {
    parameters.forEach(parameter -> this.parameters.put(parameter.name(), parameter));
    this.declared = declared;
  }

  static List<Parameter> of(List<Parameter> parameters, Declaration declared) {
    return new MomentOrder(parameters, declared).ordered();
  }

  private List<Parameter> ordered() {
    parameters.values().stream()
        .filter(parameter -> parameter.type() instanceof ParameterType.Plain)
        .forEach(parameter -> placed.add(parameter.name()));
    parameters.values().forEach(this::place);
    List<Parameter> ordered = new ArrayList<>();
    placed.stream().map(parameters::get).forEach(ordered::add);
    return List.copyOf(ordered);
  }

  private void place(Parameter parameter) {
    if (placed.contains(parameter.name())
        || !(parameter.type() instanceof ParameterType.Moment moment)) {
      return;
    }
    Declaration own = declared.inner(parameter.name());
    if (!open.add(parameter.name())) {
      own.wrong("default", "a reference that leads back to itself", "an order without circles");
      return;
    }
    checkTimeZone(moment, own);
    checkFallback(parameter, own);
    references(parameter, moment)
        .forEach(
            name -> {
              Parameter other = parameters.get(name);
              if (other != null && other.type() instanceof ParameterType.Moment) {
                place(other);
              } else {
                own.wrong("after", Texts.shown(name), "the name of another instant parameter");
              }
            });
    if (moment.maxSpan().isPresent() && moment.after().isEmpty()) {
      own.wrong("max-span", "no after", "max-span together with after: from");
    }
    placed.add(parameter.name());
  }

  private static Stream<String> references(Parameter parameter, ParameterType.Moment moment) {
    return Stream.concat(
        moment.after().stream(), parameter.fallback().flatMap(Moments::reference).stream());
  }

  private void checkTimeZone(ParameterType.Moment moment, Declaration own) {
    if (moment.timeZone() instanceof TimeZone.Of(String name)) {
      Parameter zone = parameters.get(name);
      if (zone == null || !(zone.type() instanceof ParameterType.Zone) || !zone.isCertain()) {
        own.wrong(
            "time-zone",
            "{" + name + "}",
            "{name} of a zone parameter that is required or has a default");
      }
    }
  }

  /** Reads the default once, with every other instant at hand. */
  private void checkFallback(Parameter parameter, Declaration own) {
    Map<String, Instant> others = new LinkedHashMap<>();
    parameters.values().stream()
        .filter(other -> other.type() instanceof ParameterType.Moment)
        .forEach(other -> others.put(other.name(), Instant.EPOCH));
    Moments moments = new Moments(ZoneOffset.UTC, Instant.EPOCH, Instant.EPOCH, others);
    parameter
        .fallback()
        .filter(fallback -> moments.read(fallback).isEmpty())
        .ifPresent(
            fallback ->
                own.wrong(
                    "default",
                    Texts.shown(fallback),
                    "a date, an instant, or now, today, tomorrow, yesterday or another instant"
                        + " parameter, with +1d, -2h or +15m"));
  }
}
