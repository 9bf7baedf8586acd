package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;

/** Bytes as readers see them. */
final class Hex {
  private Hex() {}

  static String of(Buffer bytes) {
    return HexFormat.of().formatHex(bytes.getBytes());
  }

  static Buffer read(String text) {
    return Buffer.buffer(HexFormat.of().parseHex(text));
  }
}
