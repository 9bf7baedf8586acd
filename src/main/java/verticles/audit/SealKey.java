package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import verticles.config.Secret;
import verticles.embedded.Passwords;

/**
 * A key outside of the database that vouches for rows (HMAC-SHA256). Because a row's hash depends
 * on all rows before, its seal vouches for them too.
 *
 * @param id 8 bytes that tell keys apart and say nothing about them
 * @param keyed computes with the key; only copies of it are used, because a million rows are
 *     checked and each would look for the algorithm anew
 */
record SealKey(Buffer id, Mac keyed) {
  private static final String ALGORITHM = "HmacSHA256";

  static SealKey of(Secret key) {
    byte[] bytes = bytes(key);
    Buffer digest = Digests.sha256(Buffer.buffer("spinreserve audit key"), Buffer.buffer(bytes));
    return new SealKey(digest.getBuffer(0, 8), keyed(bytes));
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JVM has HMAC-SHA256", e);
    }
  }

  /** The configured key, else that of the data folder, which is made when it is missing. */
  static SealKey of(AuditConfig config, Path dataFolder) {
    return of(
        config.key().reveal().isEmpty()
            ? Passwords.keptIn(dataFolder.resolve("secrets").resolve("audit-key"))
            : config.key());
  }

  /** The configured key, else that of the data folder; empty when it was never made. */
  static Optional<SealKey> known(AuditConfig config, Path dataFolder) {
    return config.key().reveal().isEmpty()
        ? Passwords.read(dataFolder.resolve("secrets").resolve("audit-key")).map(SealKey::of)
        : Optional.of(of(config.key()));
  }

  private static byte[] bytes(Secret key) {
    String text = key.reveal();
    return text.endsWith("=")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  Buffer seal(Buffer hash) {
    return mac("row", hash);
  }

  /** A digest for something else than a row, which nobody without the key can make or guess. */
  Buffer mac(String purpose, Buffer message) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update(Digests.length(purpose.length()));
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      return Buffer.buffer(mac.doFinal(message.getBytes()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every JVM copies its HMAC-SHA256", e);
    }
  }
}
