package verticles.shared;

import java.util.Map;

/**
 * The present stamps of an entry's tags, of its namespace and of its key, by name; compared for
 * equality only.
 *
 * @param store where they were read: stamps of one store mean nothing in another
 */
public record Stamps(String store, Map<String, String> byName) {

  /** Keeps a copy of the map. */
  public Stamps {
    byName = Map.copyOf(byName);
  }
}
