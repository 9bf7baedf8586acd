package verticles.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short texts that stand for long ones. */
final class Fingerprint {
  private static final int DIGITS = 12;

  private Fingerprint() {}

  /**
   * What decides about the bodies of a dataset. While nodes of two versions run side by side, none
   * takes the answer of the other one's declaration for its own.
   */
  static String of(Dataset dataset) {
    String declared =
        String.join(
            "\n",
            dataset.source(),
            dataset.scope().name(),
            dataset.query().sql(),
            String.join(",", dataset.query().binds()),
            Integer.toString(dataset.maxRows()),
            Long.toString(dataset.maxBytes()));
    return sha256(declared).substring(0, DIGITS);
  }

  static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
