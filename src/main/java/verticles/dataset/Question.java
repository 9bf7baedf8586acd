package verticles.dataset;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import verticles.cache.CacheMessage;

/**
 * A checked question: which dataset, for whom, with the canonical text of each parameter that has a
 * value.
 */
record Question(
    String dataset, Format format, String organisation, String user, Map<String, String> values) {
  static final String SOURCE = "dataset";

  /** The fingerprint of the declaration that is meant; none: whichever the source has. */
  static final String DECLARATION = ":declaration";

  private static final String DATASET = ":dataset";
  private static final String FORMAT = ":format";
  private static final String ORGANISATION = ":organisation";
  private static final String USER = ":user";

  /** The value of a bind name of the SQL, the reserved ones included. */
  Optional<String> value(String name) {
    return switch (name) {
      case ReservedNames.ORGANISATION -> Optional.of(organisation);
      case ReservedNames.USER -> Optional.of(user);
      default -> Optional.ofNullable(values.get(name));
    };
  }

  /** As the cache carries it, for the answer of exactly this declaration. */
  CacheMessage.Load load(String declaration) {
    Map<String, String> load = new TreeMap<>(load().question());
    load.put(DECLARATION, declaration);
    return new CacheMessage.Load(SOURCE, load);
  }

  /** As the cache carries it: names that begin with a colon are no parameters. */
  CacheMessage.Load load() {
    Map<String, String> load = new TreeMap<>(values);
    load.put(DATASET, dataset);
    load.put(FORMAT, format.name().toLowerCase(Locale.ROOT));
    load.put(ORGANISATION, organisation);
    load.put(USER, user);
    return new CacheMessage.Load(SOURCE, load);
  }

  static Question of(CacheMessage.Load load) {
    Map<String, String> values = new TreeMap<>(load.question());
    values.remove(DECLARATION);
    return new Question(
        taken(values, DATASET),
        Format.valueOf(taken(values, FORMAT).toUpperCase(Locale.ROOT)),
        taken(values, ORGANISATION),
        taken(values, USER),
        values);
  }

  private static String taken(Map<String, String> values, String name) {
    return Optional.ofNullable(values.remove(name))
        .orElseThrow(() -> new IllegalArgumentException("a load without " + name));
  }
}
