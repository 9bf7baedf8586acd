package verticles.shared;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that values are sealed with.
 *
 * @param id the first four bytes of the key's SHA-256; it may be known to everybody
 */
record SealKey(int id, SecretKey key) {
  static final int BYTES = 32;

  /** The key of 32 bytes. */
  static SealKey of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("a key has 32 bytes");
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
      return new SealKey(ByteBuffer.wrap(digest).getInt(), new SecretKeySpec(secret, "AES"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SealKey[" + Integer.toHexString(id) + "]";
  }
}
