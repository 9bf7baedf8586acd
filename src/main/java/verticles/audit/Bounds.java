package verticles.audit;

import io.vertx.core.buffer.Buffer;
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
    // PostgreSQL keeps no NUL in a text, and none is written by JSON, which escapes it
    Buffer text = document.get().toBuffer();
    if (text.length() <= LARGEST_DOCUMENT) {
      return text.toString();
    }
    return new JsonObject()
        .put("tooLarge", true)
        .put("sizeBytes", text.length())
        .put("sha256", HexFormat.of().formatHex(Digests.sha256(text).getBytes()))
        .encode();
  }
}
