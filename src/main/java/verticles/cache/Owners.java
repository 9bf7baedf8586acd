package verticles.cache;

import java.util.List;

/**
 * Says which node loads a key: the one with the highest score (rendezvous hashing, Thaler and
 * Ravishankar 1998). When a node leaves, only its own keys move.
 */
final class Owners {
  private Owners() {}

  /** The owner among the members; at least one, in any order. */
  static String of(String key, List<String> members) {
    String owner = members.getFirst();
    long best = Long.MIN_VALUE;
    for (String member : members) {
      long score = mixed(key.hashCode() * 0x9E3779B97F4A7C15L + member.hashCode());
      if (score > best || (score == best && member.compareTo(owner) < 0)) {
        best = score;
        owner = member;
      }
    }
    return owner;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long seed) {
    long z = seed;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
