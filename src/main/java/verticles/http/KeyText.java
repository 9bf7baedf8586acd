package verticles.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a key, or a pattern of keys, may look like. */
final class KeyText {
  /** In bytes of UTF-8. */
  static final int LONGEST = 512;

  private KeyText() {}

  /** Why a text is no key, in words; empty when it is one. */
  static Optional<String> wrong(String text) {
    if (text.codePoints().anyMatch(KeyText::isUnprintable)) {
      return Optional.of("There is a control character, or half of one character, in it.");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST) {
      return Optional.of("It has %d bytes; %d are allowed.".formatted(bytes, LONGEST));
    }
    return text.isEmpty() ? Optional.of("It is empty.") : Optional.empty();
  }

  private static boolean isUnprintable(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  /**
   * Whether a glob fits every key, or all but some very short ones: it has a star, and no character
   * that a key could fail to have.
   */
  static boolean fitsEverything(String glob) {
    return glob.indexOf('*') >= 0 && glob.chars().allMatch(c -> "*?/".indexOf(c) >= 0);
  }
}
