package verticles.invalidation;

/**
 * A pattern of whole keys: {@code *} stands for any characters, {@code ?} for one, a backslash
 * takes the next character as it is. Matching takes at most length of key times length of pattern.
 */
public final class Glob {
  private final String pattern;

  private Glob(String pattern) {
    this.pattern = pattern;
  }

  /** The glob of that text. */
  public static Glob of(String pattern) {
    return new Glob(pattern);
  }

  /** Whether it has nothing but stars, and so matches everything. */
  public boolean matchesEverything() {
    return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
  }

  /** Whether the whole key fits. */
  public boolean matches(String key) {
    int at = 0;
    int next = 0;
    int star = -1;
    int resume = 0;
    while (at < key.length()) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        resume = at;
      } else if (next < pattern.length() && fits(next, key.charAt(at))) {
        next += isEscape(next) ? 2 : 1;
        at++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }

  private boolean isEscape(int index) {
    return pattern.charAt(index) == '\\' && index + 1 < pattern.length();
  }

  private boolean fits(int index, char c) {
    if (isEscape(index)) {
      return pattern.charAt(index + 1) == c;
    }
    return pattern.charAt(index) == '?' || pattern.charAt(index) == c;
  }
}
