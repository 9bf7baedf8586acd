package verticles.audit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Optional;

/** Keeps what is taken down small and printable. */
final class Bounds {
  static final int LARGEST_DOCUMENT = 8 << 10;
  private static final int LONGEST = 200;

  private Bounds() {}

  /** One line of at most 200 characters. */
  static String line(String text) {
    String plain = text.replaceAll("\\p{Cntrl}|\\p{Cs}", "?");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST - 1) + "…" : plain;
  }

  /** JSON text; of a document that is too large its size and digest. */
  static String document(Optional<JsonObject> document) {
    if (document.isEmpty()) {
      return "";
    }
    Buffer text = Buffer.buffer(encoded(document.get()));
    if (text.length() <= LARGEST_DOCUMENT) {
      return text.toString();
    }
    return new JsonObject()
        .put("tooLarge", true)
        .put("sizeBytes", text.length())
        .put("sha256", HexFormat.of().formatHex(Digests.sha256(text).getBytes()))
        .encode();
  }

  /**
   * PostgreSQL keeps no NUL in a text, which JSON escapes, and no half of a surrogate pair. What
   * cannot be written must not hold up the rows behind it.
   */
  private static String encoded(JsonObject document) {
    try {
      return document.encode().replaceAll("\\p{Cs}", "?");
    } catch (EncodeException strange) {
      return "{\"unreadable\":true}";
    }
  }
}
