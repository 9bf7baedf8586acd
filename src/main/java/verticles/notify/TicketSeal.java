package verticles.notify;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals a token with a ticket (AES-256-GCM). Name and key come from it one way, each its own. */
final class TicketSeal {
  private static final byte NAME = 1;
  private static final byte KEY = 2;
  private static final int TAG_BITS = 128;

  /** A key seals one token only, so that the nonce may always be the same. */
  private static final byte[] NONCE = new byte[12];

  private TicketSeal() {}

  /** What a ticket is found by. */
  static Buffer name(byte[] secret) {
    return Buffer.buffer(digest(secret, NAME));
  }

  static Buffer seal(byte[] secret, String token) {
    return Buffer.buffer(
        crypt(Cipher.ENCRYPT_MODE, secret, token.getBytes(StandardCharsets.UTF_8)));
  }

  static String open(byte[] secret, Buffer sealed) {
    return new String(
        crypt(Cipher.DECRYPT_MODE, secret, sealed.getBytes()), StandardCharsets.UTF_8);
  }

  private static byte[] crypt(int mode, byte[] secret, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(digest(secret, KEY), "AES"),
          new GCMParameterSpec(TAG_BITS, NONCE));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("a ticket does not fit what was sealed with it", damaged);
    }
  }

  private static byte[] digest(byte[] secret, byte use) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(use);
      return digest.digest(secret);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
