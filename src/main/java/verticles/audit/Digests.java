package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** SHA-256 over fields that each begin with their length, so that no two lists are alike. */
final class Digests {
  static final int SALT = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Digests() {}

  static Buffer sha256(Buffer... fields) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Buffer field : fields) {
        digest.update(length(field.length()));
        digest.update(field.getBytes());
      }
      return Buffer.buffer(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** A length as four bytes, the highest first. */
  static byte[] length(int length) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
  }

  static Buffer salt() {
    byte[] bytes = new byte[SALT];
    RANDOM.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }

  /** In constant time. */
  static boolean same(Buffer one, Buffer other) {
    return MessageDigest.isEqual(one.getBytes(), other.getBytes());
  }
}
