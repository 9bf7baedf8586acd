package verticles.audit;

import io.vertx.core.buffer.Buffer;
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
 */
record SealKey(Buffer id, Secret key) {
  private static final String ALGORITHM = "HmacSHA256";

  static SealKey of(Secret key) {
    Buffer digest = Digests.sha256(Buffer.buffer("spinreserve audit key"), bytes(key));
    return new SealKey(digest.getBuffer(0, 8), key);
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

  private static Buffer bytes(Secret key) {
    String text = key.reveal();
    return text.endsWith("=")
        ? Buffer.buffer(Base64.getDecoder().decode(text))
        : Buffer.buffer(text);
  }

  Buffer seal(Buffer hash) {
    return mac("row", hash);
  }

  /** A digest for something else than a row, which nobody without the key can make or guess. */
  Buffer mac(String purpose, Buffer message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(key).getBytes(), ALGORITHM));
      mac.update(Buffer.buffer(4).appendInt(purpose.length()).appendString(purpose).getBytes());
      return Buffer.buffer(mac.doFinal(message.getBytes()));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JVM has HMAC-SHA256", e);
    }
  }
}
