package verticles.secret;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that secrets are sealed with.
 *
 * @param id the first four bytes of the key's SHA-256; it may be known to everybody
 */
record MasterKey(int id, SecretKey key) {
  private static final int BYTES = 32;

  /**
   * The key that a text stands for.
   *
   * @throws IllegalArgumentException when it is not the base64 of 32 bytes
   */
  static MasterKey of(String base64) {
    byte[] secret = Base64.getDecoder().decode(base64);
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("a master key has 32 bytes");
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
      return new MasterKey(ByteBuffer.wrap(digest).getInt(), new SecretKeySpec(secret, "AES"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** A new key, as it is written. */
  static String fresh() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  /** The id as it is shown. */
  String name() {
    return name(id);
  }

  static String name(int id) {
    return String.format(Locale.ROOT, "%08x", id);
  }

  @Override
  public String toString() {
    return "MasterKey[" + name() + "]";
  }
}
