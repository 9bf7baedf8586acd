package verticles.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns the text of one setting into a value of the wanted type, or says what is accepted. */
final class Scalars {
  private Scalars() {}

  /** The value, or empty when {@code text} has not the {@linkplain #form form} of the type. */
  static Optional<Object> read(Class<?> type, String text) {
    try {
      if (type == String.class) {
        return Optional.of(text);
      } else if (type == int.class) {
        return Optional.of(Integer.valueOf(text));
      } else if (type == long.class) {
        return Optional.of(Long.valueOf(text));
      } else if (type == double.class) {
        return Optional.of(Double.valueOf(text))
            .filter(number -> Double.isFinite(number))
            .map(n -> n);
      } else if (type == boolean.class) {
        return text.equals("true") || text.equals("false")
            ? Optional.of(Boolean.valueOf(text))
            : Optional.empty();
      } else if (type == Duration.class) {
        return Units.duration(text).map(duration -> duration);
      } else if (type == DataSize.class) {
        return Units.size(text).map(size -> size);
      } else if (type == Secret.class) {
        return Optional.of(new Secret(text));
      } else if (type == Path.class) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
      } else if (type.isEnum()) {
        return Arrays.stream(type.getEnumConstants())
            .filter(constant -> label(constant).equals(text))
            .findFirst()
            .map(constant -> constant);
      }
    } catch (NumberFormatException | InvalidPathException malformed) {
      return Optional.empty();
    }
    throw new IllegalArgumentException("a setting cannot be of type " + type.getName());
  }

  /** What texts a type accepts, in words. */
  static String form(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    } else if (type == double.class) {
      return "a number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == Duration.class) {
      return Units.DURATION_FORM;
    } else if (type == DataSize.class) {
      return Units.SIZE_FORM;
    } else if (type == Path.class) {
      return "a file path";
    } else if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Scalars::label)
              .collect(Collectors.joining(", "));
    }
    return "a text";
  }

  /** Whether {@code value} lies within the bounds, which are written in its own form. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static boolean within(Between bounds, Class<?> type, Object value) {
    Comparable min = (Comparable) read(type, bounds.min()).orElseThrow();
    Comparable max = (Comparable) read(type, bounds.max()).orElseThrow();
    return min.compareTo(value) <= 0 && max.compareTo(value) >= 0;
  }

  private static String label(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
