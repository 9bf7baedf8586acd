package verticles.http;

import java.util.concurrent.ConcurrentHashMap;

/** How many of something each address has on this node. Safe to use from every thread. */
final class AddressCounts {
  private final int most;
  private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

  /**
   * Nobody has any yet.
   *
   * @param most that one may have; 0 for any number
   */
  AddressCounts(int most) {
    this.most = most;
  }

  /** Counts one more, unless it would be one too many. */
  boolean enter(String address) {
    if (most == 0) {
      return true;
    }
    int now = counts.merge(address, 1, Integer::sum);
    if (now > most) {
      leave(address);
      return false;
    }
    return true;
  }

  void leave(String address) {
    if (most > 0) {
      counts.computeIfPresent(address, (who, count) -> count > 1 ? count - 1 : null);
    }
  }
}
