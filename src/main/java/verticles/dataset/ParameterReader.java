package verticles.dataset;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Makes a parameter of its declaration and notes what is wrong with it. */
final class ParameterReader {
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9_]{0,30}");

  /** The keys that only some types know. */
  private static final Map<String, Set<ParameterConfig.Type>> ONLY =
      Map.of(
          "min",
              Set.of(
                  ParameterConfig.Type.INTEGER,
                  ParameterConfig.Type.NUMBER,
                  ParameterConfig.Type.DATE),
          "max",
              Set.of(
                  ParameterConfig.Type.INTEGER,
                  ParameterConfig.Type.NUMBER,
                  ParameterConfig.Type.DATE),
          "values", Set.of(ParameterConfig.Type.ENUM),
          "pattern", Set.of(ParameterConfig.Type.TEXT),
          "max-length", Set.of(ParameterConfig.Type.TEXT),
          "time-zone", Set.of(ParameterConfig.Type.INSTANT),
          "after", Set.of(ParameterConfig.Type.INSTANT),
          "max-span", Set.of(ParameterConfig.Type.INSTANT));

  private final Declaration declared;
  private final ParameterConfig config;

  private ParameterReader(Declaration declared, ParameterConfig config) {
    this.declared = declared;
    this.config = config;
  }

  static Parameter read(String name, ParameterConfig config, Declaration declared) {
    return new ParameterReader(declared, config).parameter(name);
  }

  private Parameter parameter(String name) {
    if (!NAME.matcher(name).matches() || ReservedNames.contains(name)) {
      declared
          .problems()
          .add(
              declared.section().place(),
              declared.path(),
              "the name '" + name + "'",
              "a letter a-z, then letters, digits and _; not organisation, user, cursor, now, today,"
                  + " tomorrow, yesterday or after_…");
    }
    ONLY.forEach(this::refuseForeign);
    String typeName = config.type().name().toLowerCase(Locale.ROOT);
    if (config.required() && config.fallback().isPresent()) {
      declared.wrong("default", "a default of a required parameter", "one of the two");
    }
    ParameterType type = type();
    checkFallback(type);
    return new Parameter(
        name, typeName, type, config.required(), config.fallback(), config.description());
  }

  private void refuseForeign(String key, Set<ParameterConfig.Type> types) {
    if (declared.has(key) && !types.contains(config.type())) {
      declared.wrong(
          key, "a key of other types", "only for type " + String.join(" or ", labels(types)));
    }
  }

  private static List<String> labels(Set<ParameterConfig.Type> types) {
    return types.stream().map(type -> type.name().toLowerCase(Locale.ROOT)).sorted().toList();
  }

  private ParameterType type() {
    return switch (config.type()) {
      case TEXT -> new ParameterType.Text(pattern(), config.maxLength());
      case ZONE -> new ParameterType.Zone();
      case INTEGER -> whole();
      case NUMBER ->
          new ParameterType.Decimal(
              bound("min", config.min(), BigDecimal::new),
              bound("max", config.max(), BigDecimal::new));
      case BOOLEAN -> new ParameterType.Truth();
      case DATE ->
          new ParameterType.Day(
              bound("min", config.min(), LocalDate::parse).orElse(LocalDate.of(1900, 1, 1)),
              bound("max", config.max(), LocalDate::parse).orElse(LocalDate.of(2199, 12, 31)));
      case INSTANT ->
          new ParameterType.Moment(timeZone(), config.after(), config.maxSpan().map(Span::new));
      case ENUM -> choice();
    };
  }

  private ParameterType whole() {
    long min = bound("min", config.min(), Long::valueOf).orElse(-ParameterType.Whole.LARGEST);
    long max = bound("max", config.max(), Long::valueOf).orElse(ParameterType.Whole.LARGEST);
    if (min > max) {
      declared.wrong("min", String.valueOf(min), "at most max, " + max);
    }
    return new ParameterType.Whole(min, max);
  }

  private ParameterType choice() {
    if (config.values().isEmpty()) {
      declared.wrong("values", "nothing", "a list of the accepted words");
    }
    return new ParameterType.Choice(config.values());
  }

  private <T> Optional<T> bound(String key, Optional<String> text, Function<String, T> parse) {
    try {
      return text.map(parse);
    } catch (NumberFormatException | DateTimeException malformed) {
      declared.wrong(key, Texts.shown(text.orElse("")), "a value of the parameter's type");
      return Optional.empty();
    }
  }

  private Optional<Pattern> pattern() {
    try {
      return config.pattern().map(Pattern::compile);
    } catch (PatternSyntaxException malformed) {
      declared.wrong("pattern", malformed.getDescription(), "a regular expression");
      return Optional.empty();
    }
  }

  private TimeZone timeZone() {
    String written = config.timeZone().orElse("UTC");
    if (written.startsWith("{") && written.endsWith("}")) {
      return new TimeZone.Of(written.substring(1, written.length() - 1));
    }
    try {
      return new TimeZone.Fixed(ZoneId.of(written));
    } catch (DateTimeException unknown) {
      declared.wrong(
          "time-zone",
          Texts.shown(written),
          "an IANA time zone such as Europe/Copenhagen, or {name} of a zone parameter");
      return new TimeZone.Fixed(ZoneOffset.UTC);
    }
  }

  /** A default of an instant may refer to other parameters, so it is checked with them. */
  private void checkFallback(ParameterType type) {
    if (type instanceof ParameterType.Plain plain) {
      config
          .fallback()
          .filter(fallback -> plain.canonical(fallback).isEmpty())
          .ifPresent(fallback -> declared.wrong("default", Texts.shown(fallback), type.form()));
    }
  }
}
