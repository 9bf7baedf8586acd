package verticles.secret;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that can be used now.
 *
 * @param live the one that seals, then the previous one where there is one
 */
record MasterKeys(List<MasterKey> live) {

  /**
   * Keeps a copy of the list.
   *
   * @throws IllegalArgumentException unless there are one or two
   */
  MasterKeys {
    live = List.copyOf(live);
    if (live.isEmpty() || live.size() > 2) {
      throw new IllegalArgumentException("one key, or two");
    }
  }

  MasterKey current() {
    return live.getFirst();
  }

  Optional<MasterKey> find(int id) {
    return live.stream().filter(key -> key.id() == id).findFirst();
  }

  /** Their ids, for an operator. */
  String names() {
    return live.stream().map(MasterKey::name).collect(Collectors.joining(" and "));
  }
}
