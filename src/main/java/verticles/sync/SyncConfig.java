package verticles.sync;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import verticles.config.Default;

/**
 * The section {@code sync} of the configuration.
 *
 * @param sources what can be pulled, by name
 */
public record SyncConfig(@Default("") Map<String, SyncSource> sources) {
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /** Refuses names that no payload could say. */
  public SyncConfig {
    sources = Map.copyOf(new TreeMap<>(sources));
    for (String name : sources.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "sources.%s: a letter a-z, then up to 62 of a-z, 0-9 and -".formatted(name));
      }
    }
  }
}
