package verticles.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding of single parts of an address (RFC 3986, section 2.1). */
final class Percent {
  private static final String PLAIN = "-_.~";

  private Percent() {}

  /** Encodes all but letters, digits and {@code -_.~}, so that no part has a slash of its own. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }

  /** Decodes once; empty for a bad escape and for what is no UTF-8. A plus sign stays one. */
  static Optional<String> decoded(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int at = 0; at < encoded.length(); at++) {
      char c = encoded.charAt(at);
      if (c > 0x7e || c < 0x21) {
        return Optional.empty();
      }
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 1), 16) : -1;
      int low = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.write(high << 4 | low);
      at += 2;
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())) + "");
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
