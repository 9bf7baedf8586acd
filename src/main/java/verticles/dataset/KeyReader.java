package verticles.dataset;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@link CacheKey} back. One of a single user is not read, nor one that carries a digest in
 * place of its parameters.
 */
final class KeyReader {
  private static final Pattern KEY =
      Pattern.compile("dataset/([^/?.]+)\\.(json|csv)(?:/o:([^/?#]+))?(?:\\?([^#]+))?");

  private KeyReader() {}

  /** The question of a key, or empty when it has none that can be told. */
  static Optional<Question> read(String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new TreeMap<>();
    if (parts.group(4) != null) {
      for (String pair : parts.group(4).split("&")) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
          return Optional.empty();
        }
        values.put(
            Texts.decoded(pair.substring(0, equals)), Texts.decoded(pair.substring(equals + 1)));
      }
    }
    return Optional.of(
        new Question(
            Texts.decoded(parts.group(1)),
            Format.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
            parts.group(3) == null ? "" : Texts.decoded(parts.group(3)),
            "",
            values));
  }
}
