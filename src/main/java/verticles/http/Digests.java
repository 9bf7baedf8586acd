package verticles.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Hashes of content, as file names, entity tags and browsers want them. */
final class Digests {
  private Digests() {}

  /** The first ten hexadecimal digits of SHA-256. */
  static String fingerprint(byte[] content) {
    return HexFormat.of().formatHex(digest("SHA-256", content)).substring(0, 10);
  }

  /** For {@code integrity}: {@code sha384-...}. */
  static String integrity(byte[] content) {
    return "sha384-" + Base64.getEncoder().encodeToString(digest("SHA-384", content));
  }

  /** For a content security policy: {@code 'sha256-...'}, with its quotes. */
  static String source(byte[] content) {
    return "'sha256-" + Base64.getEncoder().encodeToString(digest("SHA-256", content)) + "'";
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
