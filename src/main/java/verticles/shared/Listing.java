package verticles.shared;

import java.util.List;
import java.util.stream.Stream;

/**
 * A page of keys.
 *
 * @param next the cursor of the next page; empty after the last
 */
public record Listing(List<Item> items, String next) {

  /** Keeps a copy of the items. */
  public Listing {
    items = List.copyOf(items);
  }

  /** This page and what follows it, as one. */
  Listing and(Listing more) {
    return new Listing(Stream.concat(items.stream(), more.items().stream()).toList(), more.next());
  }

  /**
   * One kept value.
   *
   * @param storedBytes as it is stored: compressed and sealed
   * @param remainingMillis until the store forgets it
   */
  public record Item(String key, long storedBytes, long remainingMillis) {}
}
