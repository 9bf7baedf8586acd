package verticles.dataset;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.config.Nearest;

/**
 * The parameters of one question on their way from the query string to canonical texts. Every
 * mistake is collected, so that the client reads of all at once.
 */
final class Inputs {
  private static final long FINEST_MILLIS = 1000;

  private final Dataset dataset;
  private final Map<String, List<String>> given;
  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, Instant> instants = new LinkedHashMap<>();
  private final List<FieldError> errors = new ArrayList<>();

  Inputs(Dataset dataset, Map<String, List<String>> given) {
    this.dataset = dataset;
    this.given = given;
  }

  /** Reads everything that means the same at every time and place. */
  void readPlain() {
    given.forEach(this::checkName);
    for (Parameter parameter : dataset.parameters()) {
      if (parameter.type() instanceof ParameterType.Plain plain) {
        written(parameter)
            .ifPresent(
                text ->
                    plain
                        .canonical(text)
                        .ifPresentOrElse(
                            value -> values.put(parameter.name(), value),
                            () -> refuse(parameter, text, plain)));
      }
    }
    dataset.paging().ifPresent(this::readCursor);
  }

  private void checkName(String name, List<String> texts) {
    List<String> known = names();
    if (!known.contains(name)) {
      errors.add(new FieldError(name, unknown(name, known)));
    } else if (texts.size() != 1) {
      errors.add(
          new FieldError(name, "was given %d times; accepted: once".formatted(texts.size())));
    }
  }

  private static String unknown(String name, List<String> known) {
    return known.isEmpty()
        ? "is unknown; this dataset has no parameters"
        : "is unknown; accepted: %s; the nearest is %s"
            .formatted(String.join(", ", known), Nearest.of(name, known));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    dataset.parameters().forEach(parameter -> names.add(parameter.name()));
    dataset.paging().ifPresent(pages -> names.add(ReservedNames.CURSOR));
    return names;
  }

  /** What the client wrote, or what stands for it; a missing required one is an error. */
  private Optional<String> written(Parameter parameter) {
    List<String> texts = given.getOrDefault(parameter.name(), List.of());
    if (!texts.isEmpty()) {
      return Optional.of(texts.getFirst()).filter(text -> texts.size() == 1);
    }
    if (parameter.required()) {
      errors.add(
          new FieldError(parameter.name(), "is missing; accepted: " + parameter.type().form()));
    }
    return parameter.fallback();
  }

  private void refuse(Parameter parameter, String text, ParameterType.Plain type) {
    String nearest =
        type instanceof ParameterType.Choice(List<String> choices)
            ? "; the nearest is " + Nearest.of(text, choices)
            : "";
    errors.add(
        new FieldError(
            parameter.name(),
            "%s is not accepted; accepted: %s%s"
                .formatted(Texts.shown(text), type.form(), nearest)));
  }

  private void readCursor(Paging paging) {
    List<String> texts = given.getOrDefault(ReservedNames.CURSOR, List.of());
    if (texts.size() == 1) {
      paging
          .after(texts.getFirst())
          .ifPresentOrElse(
              after -> values.put(ReservedNames.CURSOR, texts.getFirst()),
              () ->
                  errors.add(
                      new FieldError(
                          ReservedNames.CURSOR,
                          "%s is not a cursor of this dataset; accepted: the nextCursor of a page"
                              .formatted(Texts.shown(texts.getFirst())))));
    }
  }

  /** The bidding zones that were named, by parameter. */
  Map<String, String> zones() {
    Map<String, String> zones = new LinkedHashMap<>();
    dataset.parameters().stream()
        .filter(parameter -> parameter.type() instanceof ParameterType.Zone)
        .filter(parameter -> values.containsKey(parameter.name()))
        .forEach(
            parameter -> zones.put(parameter.name(), values.getOrDefault(parameter.name(), "")));
    return zones;
  }

  /** Notes that a named zone does not exist. */
  void unknownZone(String parameter, String zone) {
    errors.add(new FieldError(parameter, "there is no zone %s".formatted(Texts.shown(zone))));
  }

  /** Reads the points in time; dates need the time zones of the zones that were named. */
  void readMoments(Map<String, ZoneId> timeZones, Instant now) {
    long step = Math.max(FINEST_MILLIS, dataset.fresh().toMillis());
    Instant rounded = now.minusMillis(Math.floorMod(now.toEpochMilli(), step));
    for (Parameter parameter : dataset.parameters()) {
      if (parameter.type() instanceof ParameterType.Moment moment) {
        ZoneId zone =
            switch (moment.timeZone()) {
              case TimeZone.Fixed fixed -> fixed.zone();
              case TimeZone.Of of -> timeZones.getOrDefault(of.parameter(), ZoneOffset.UTC);
            };
        written(parameter)
            .filter(text -> given.containsKey(parameter.name()) || isAnchored(text))
            .ifPresent(
                text ->
                    readMoment(parameter, moment, text, new Moments(zone, now, rounded, instants)));
      }
    }
  }

  /** Whether a default refers to nothing that was refused or left out. */
  private boolean isAnchored(String text) {
    return Moments.reference(text)
        .filter(name -> dataset.parameter(name).isPresent() && !instants.containsKey(name))
        .isEmpty();
  }

  private void readMoment(
      Parameter parameter, ParameterType.Moment moment, String text, Moments moments) {
    Optional<Instant> read = moments.read(text);
    if (read.isEmpty()) {
      errors.add(
          new FieldError(
              parameter.name(),
              Texts.shown(text) + Moments.complaint(text) + "; accepted: " + moment.form()));
      return;
    }
    Instant instant = read.get();
    moment
        .after()
        .map(instants::get)
        .ifPresent(earlier -> checkOrder(parameter, moment, earlier, instant, moments.zone()));
    instants.put(parameter.name(), instant);
    values.put(parameter.name(), instant.toString());
  }

  private void checkOrder(
      Parameter parameter,
      ParameterType.Moment moment,
      Instant earlier,
      Instant instant,
      ZoneId zone) {
    String after = moment.after().orElse("");
    if (!instant.isAfter(earlier)) {
      errors.add(
          new FieldError(
              parameter.name(), "%s is not later than %s, %s".formatted(instant, after, earlier)));
    }
    moment
        .maxSpan()
        .filter(span -> instant.isAfter(span.after(earlier, zone)))
        .ifPresent(
            span ->
                errors.add(
                    new FieldError(
                        parameter.name(),
                        "%s is more than %s after %s, %s"
                            .formatted(instant, span, after, earlier))));
  }

  /**
   * The canonical texts.
   *
   * @throws FailureException BAD_REQUEST with everything that was wrong
   */
  Map<String, String> values() {
    if (!errors.isEmpty()) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "%d of the parameters of %s cannot be used.".formatted(errors.size(), dataset.name()),
          errors);
    }
    return values;
  }
}
