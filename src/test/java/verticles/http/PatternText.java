package verticles.http;

/**
 * Makes a text that fits a regular expression of the contract: literals, classes, groups and
 * counts, which is all that the contract uses. Where it cannot, the parameter needs an example.
 */
final class PatternText {
  private final String pattern;
  private final boolean longest;
  private int at;

  private PatternText(String pattern, boolean longest) {
    this.pattern = pattern;
    this.longest = longest;
  }

  static String shortest(String pattern) {
    return text(pattern, false);
  }

  static String longest(String pattern) {
    return text(pattern, true);
  }

  private static String text(String pattern, boolean longest) {
    String bare = pattern.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
    String text = new PatternText(bare, longest).sequence();
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException("no text for the pattern " + pattern + ": " + text);
    }
    return text;
  }

  private String sequence() {
    StringBuilder made = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != ')' && pattern.charAt(at) != '|') {
      String atom = atom();
      made.append(atom.repeat(count()));
    }
    return made.toString();
  }

  private String atom() {
    char c = pattern.charAt(at++);
    if (c == '[') {
      return member();
    }
    if (c == '(') {
      if (pattern.startsWith("?:", at)) {
        at += 2;
      }
      String first = sequence();
      while (pattern.charAt(at) == '|') {
        at++;
        sequence();
      }
      at++;
      return first;
    }
    if (c == '\\') {
      char escaped = pattern.charAt(at++);
      return escaped == 'd' ? "7" : String.valueOf(escaped);
    }
    return c == '.' ? "a" : String.valueOf(c);
  }

  private String member() {
    boolean not = pattern.charAt(at) == '^';
    int end = pattern.indexOf(']', at + 1);
    char first = pattern.charAt(at) == '\\' ? pattern.charAt(at + 1) : pattern.charAt(at);
    at = end + 1;
    return not ? "b" : String.valueOf(first);
  }

  private int count() {
    if (at >= pattern.length()) {
      return 1;
    }
    switch (pattern.charAt(at)) {
      case '?' -> {
        at++;
        return longest ? 1 : 0;
      }
      case '*' -> {
        at++;
        return longest ? 20 : 0;
      }
      case '+' -> {
        at++;
        return longest ? 20 : 1;
      }
      case '{' -> {
        int end = pattern.indexOf('}', at);
        String[] bounds = pattern.substring(at + 1, end).split(",", -1);
        at = end + 1;
        return Integer.parseInt(longest ? bounds[bounds.length - 1] : bounds[0]);
      }
      default -> {
        return 1;
      }
    }
  }
}
