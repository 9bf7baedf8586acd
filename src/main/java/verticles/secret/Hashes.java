package verticles.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random texts for tokens, and what SHA-256 makes of a text. */
public final class Hashes {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Hashes() {}

  /** 256 random bits in 43 characters. */
  public static String random() {
    return base64(bytes());
  }

  /** 256 random bits. */
  public static byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Its 32 bytes. */
  public static byte[] of(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The same in 43 characters. */
  public static String text(String text) {
    return base64(of(text));
  }

  /** The same in 64 hexadecimal digits. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }

  /** Bytes as tokens show them. */
  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
