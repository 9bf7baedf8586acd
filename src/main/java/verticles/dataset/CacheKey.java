package verticles.dataset;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import verticles.cache.CacheMessage.Visibility;

/**
 * The name of an answer in the cache: {@code dataset/positions.json/o:north?from=…&to=…}. Every
 * part is percent-encoded and parameters are sorted, so that two questions share a key only when
 * they are the same, and no value can pass for another organisation.
 */
final class CacheKey {
  /** Longer ones carry a digest in place of their parameters. */
  static final int LONGEST = 512;

  private CacheKey() {}

  static String of(Question question, Visibility scope) {
    StringBuilder key =
        new StringBuilder(96)
            .append("dataset/")
            .append(Texts.encoded(question.dataset()))
            .append('.')
            .append(question.format().name().toLowerCase(Locale.ROOT));
    switch (scope) {
      case SHARED -> {}
      case ORGANISATION -> key.append("/o:").append(part(question.organisation()));
      case USER ->
          key.append("/u:")
              .append(part(question.organisation()))
              .append('/')
              .append(part(question.user()));
    }
    int head = key.length();
    parameters(question.values(), key);
    return key.length() <= LONGEST ? key.toString() : digested(key.toString(), head);
  }

  private static void parameters(Map<String, String> values, StringBuilder key) {
    char separator = '?';
    for (Map.Entry<String, String> value : new TreeMap<>(values).entrySet()) {
      key.append(separator)
          .append(Texts.encoded(value.getKey()))
          .append('=')
          .append(Texts.encoded(value.getValue()));
      separator = '&';
    }
  }

  private static String part(String name) {
    return name.length() <= 64 ? Texts.encoded(name) : "#" + Fingerprint.sha256(name);
  }

  /** A {@code #} is in no encoded part, so a digest cannot be mistaken for parameters. */
  private static String digested(String key, int head) {
    return key.substring(0, head) + "?#" + Fingerprint.sha256(key);
  }
}
