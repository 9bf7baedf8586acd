package verticles.dataset;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import verticles.cache.CacheMessage.Visibility;
import verticles.config.Nearest;

/** Makes the {@code warm} of a dataset of its declaration and notes what is wrong with it. */
final class WarmReader {
  private static final String KEY = "warm";

  private final List<Parameter> parameters;
  private final Declaration declared;

  WarmReader(List<Parameter> parameters, Declaration declared) {
    this.parameters = parameters;
    this.declared = declared;
  }

  /** What can be warmed. */
  List<WarmDeclaration> read(
      String dataset, Visibility scope, boolean kept, List<WarmConfig> warm) {
    if (!warm.isEmpty() && scope == Visibility.USER) {
      wrong("a dataset of single users", "warm only with scope shared or organisation");
    }
    if (!warm.isEmpty() && !kept) {
      wrong("a policy that keeps nothing", "warm only with a policy whose fresh is more than 0");
    }
    warm.forEach(this::check);
    return warm.stream()
        .map(line -> new WarmDeclaration(dataset, scope, line.parameters(), line.critical()))
        .toList();
  }

  private void wrong(String read, String accepted) {
    declared.wrong(KEY, read, accepted);
  }

  private void check(WarmConfig line) {
    line.parameters().forEach(this::check);
    parameters.stream()
        .filter(known -> known.required() && !line.parameters().containsKey(known.name()))
        .forEach(
            missing ->
                wrong(
                    "no parameter " + missing.name(),
                    "each required parameter: " + missing.type().form() + ", or \"*\" for each"));
    long questions = 1;
    for (Map.Entry<String, String> given : line.parameters().entrySet()) {
      long each =
          given.getValue().equals(WarmDeclaration.EACH)
              ? find(given.getKey()).flatMap(known -> Countable.count(known.type())).orElse(1L)
              : 1;
      questions = Math.min(Countable.MOST + 1, questions * each);
    }
    if (questions > Countable.MOST) {
      wrong("more than %,d questions".formatted(Countable.MOST), "fewer");
    }
  }

  private Optional<Parameter> find(String name) {
    return parameters.stream().filter(known -> known.name().equals(name)).findFirst();
  }

  private void check(String name, String value) {
    find(name)
        .ifPresentOrElse(
            known -> check(known, value),
            () -> {
              List<String> names = parameters.stream().map(Parameter::name).toList();
              wrong(
                  "the unknown parameter " + Texts.shown(name),
                  names.isEmpty()
                      ? "none: the dataset has no parameters"
                      : "one of %s; the nearest is %s".formatted(names, Nearest.of(name, names)));
            });
  }

  private void check(Parameter known, String value) {
    boolean accepted =
        value.equals(WarmDeclaration.EACH)
            ? Countable.isCountable(known.type())
            : switch (known.type()) {
              case ParameterType.Plain plain -> plain.canonical(value).isPresent();
              case ParameterType.Moment moment -> moments().read(value).isPresent();
            };
    if (!accepted) {
      wrong(
          known.name() + ": " + Texts.shown(value),
          value.equals(WarmDeclaration.EACH)
              ? "* for a zone, an enum, a boolean, or an integer with at most %,d values"
                  .formatted(Countable.MOST)
              : known.type().form());
    }
  }

  private Moments moments() {
    Map<String, Instant> others = new LinkedHashMap<>();
    parameters.stream()
        .filter(other -> other.type() instanceof ParameterType.Moment)
        .forEach(other -> others.put(other.name(), Instant.EPOCH));
    return new Moments(ZoneOffset.UTC, Instant.EPOCH, Instant.EPOCH, others);
  }
}
