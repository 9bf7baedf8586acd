package verticles.http;

/**
 * The form of every path that the router may see: segments of letters, digits and {@code . _ ~ : @
 * -} that do not begin with a dot. Nothing in it is percent-encoded, so nothing can be decoded
 * twice, and no dot segment, empty segment, parameter or backslash can mean another path to
 * somebody else.
 */
final class PlainPath {
  private static final String MARKS = "._~:@-";

  private PlainPath() {}

  /** Whether a path has that form; {@code /} has. */
  static boolean is(String path) {
    if (path.equals("/")) {
      return true;
    }
    boolean begins = false;
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      if (c == '/') {
        if (begins) {
          return false;
        }
        begins = true;
      } else if (at == 0 || !isPlain(c) || (begins && (c == '.' || c == ':'))) {
        return false;
      } else {
        begins = false;
      }
    }
    return !begins && !path.isEmpty();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }
}
