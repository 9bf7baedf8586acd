package verticles.shared;

import java.util.List;
import java.util.Optional;

/**
 * The keys that can be used now.
 *
 * @param live the one that seals, then the previous one where there is one
 */
record SealKeys(List<SealKey> live) {

  /** Keeps a copy of the list. */
  SealKeys {
    live = List.copyOf(live);
    if (live.isEmpty() || live.size() > 2) {
      throw new IllegalArgumentException("one key, or two");
    }
  }

  SealKey current() {
    return live.getFirst();
  }

  /** The key of that id; empty when it is not known here. */
  Optional<SealKey> find(int id) {
    return live.stream().filter(key -> key.id() == id).findFirst();
  }
}
