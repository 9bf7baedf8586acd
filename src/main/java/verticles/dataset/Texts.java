package verticles.dataset;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Small questions about texts that came from outside. */
final class Texts {
  private static final int SHOWN = 60;
  private static final String PLAIN = "-_.~:";

  private Texts() {}

  /** Whether a text has no control character and no half of a surrogate pair. */
  static boolean isPrintable(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /** The beginning of what was read, for an error message. */
  static String shown(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= SHOWN
        ? "'" + printable + "'"
        : "'%s…' (%d characters)".formatted(printable.substring(0, SHOWN), text.length());
  }

  /**
   * Percent-encodes everything that could be taken for a separator, so that what was joined can
   * only be taken apart in one way.
   */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      if (plain) {
        encoded.append(c);
      } else {
        encoded
            .append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return encoded.toString();
  }

  /** What {@link #encoded} was given. */
  static String decoded(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
