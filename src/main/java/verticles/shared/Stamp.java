package verticles.shared;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * A stamp is a text of two random halves. An invalidation of mode EXPIRE changes the second half
 * only; one of mode REMOVE makes the whole stamp vanish, and whoever needs it next makes another.
 */
final class Stamp {
  /** The length of a half. */
  static final int HALF = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** What present stamps say about a value. */
  enum Verdict {
    CURRENT,
    EXPIRED,
    OUTDATED
  }

  private Stamp() {}

  /** A half that nobody has seen before. */
  static String freshHalf() {
    byte[] bytes = new byte[HALF * 3 / 4];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** A stamp that nobody has seen before. */
  static String fresh() {
    return freshHalf() + freshHalf();
  }

  /** The same stamp after an invalidation of mode EXPIRE. */
  static String expired(String stamp, String freshHalf) {
    return firstHalf(stamp) + freshHalf;
  }

  /** Judges a value by the stamps it was loaded under; one that is missing now is another one. */
  static Verdict judge(Map<String, String> loadedUnder, Map<String, String> present) {
    Verdict verdict = Verdict.CURRENT;
    for (Map.Entry<String, String> entry : loadedUnder.entrySet()) {
      String now = present.getOrDefault(entry.getKey(), "");
      if (!firstHalf(now).equals(firstHalf(entry.getValue()))) {
        return Verdict.OUTDATED;
      }
      if (!now.equals(entry.getValue())) {
        verdict = Verdict.EXPIRED;
      }
    }
    return verdict;
  }

  private static String firstHalf(String stamp) {
    return stamp.substring(0, Math.min(HALF, stamp.length()));
  }
}
