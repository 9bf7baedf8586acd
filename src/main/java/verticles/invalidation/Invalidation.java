package verticles.invalidation;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * One declaration that entries are out of date. It may arrive several times and on several ways;
 * its id tells that it is the same one.
 *
 * @param id unique; at most 64 characters
 * @param targets at least one; an entry is covered when any of them covers it
 */
public record Invalidation(String id, Mode mode, List<Target> targets) {

  /** Keeps a copy of the list. */
  public Invalidation {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("an invalidation of nothing");
    }
  }

  /** A new one, of this moment. */
  public static Invalidation of(Mode mode, List<Target> targets) {
    return new Invalidation(UUID.randomUUID().toString(), mode, targets);
  }

  /** A new one, of this moment. */
  public static Invalidation of(Mode mode, Target... targets) {
    return of(mode, List.of(targets));
  }

  /** Whether the entry of that key and those tags is meant. */
  public boolean covers(String key, Collection<String> tags) {
    return targets.stream().anyMatch(target -> target.covers(key, tags));
  }
}
