package verticles.cache;

import java.util.List;

/**
 * A page of entries.
 *
 * @param next the cursor of the next page; empty after the last
 */
public record EntryPage(List<Item> items, String next) {

  /** Keeps a copy of the items. */
  public EntryPage {
    items = List.copyOf(items);
  }

  /**
   * One entry.
   *
   * @param tiers where it is: {@code near}, {@code shared}, or both
   * @param state {@code fresh}, {@code stale}, or {@code unknown} for what is only shared
   * @param ageSeconds since its load; 0 for what is only shared
   * @param ttlSeconds until it is out of date, or until the shared tier forgets it
   * @param sizeBytes in memory, or as it is stored in the shared tier
   * @param hits answers given from this node's memory
   * @param tags empty for what is only shared
   */
  public record Item(
      String key,
      List<String> tiers,
      String state,
      long ageSeconds,
      long ttlSeconds,
      long sizeBytes,
      long hits,
      List<String> tags) {

    /** Keeps copies of the lists. */
    public Item {
      tiers = List.copyOf(tiers);
      tags = List.copyOf(tags);
    }
  }
}
