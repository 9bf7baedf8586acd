package verticles.shared;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Turns values into sealed bytes and back: version, id of the key and nonce in clear, the rest
 * AES-256-GCM. The key of the entry is sealed in, so that bytes copied to another key do not open.
 */
final class ValueCodec {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int CLEAR = 1 + Integer.BYTES + NONCE;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Supplier<SealKeys> keys;
  private final IntConsumer unknownKey;
  private final Packing packing;

  /**
   * A codec.
   *
   * @param keys asked each time, because they can change
   * @param unknownKey told the id of a key that {@code keys} does not have
   */
  ValueCodec(Supplier<SealKeys> keys, IntConsumer unknownKey, Packing packing) {
    this.keys = keys;
    this.unknownKey = unknownKey;
    this.packing = packing;
  }

  /** Whether a value is small enough to be kept. */
  boolean accepts(SharedValue value) {
    return value.body().length <= packing.limit();
  }

  /**
   * The sealed bytes after a clear head.
   *
   * @param head what the store needs to see; it is not protected
   */
  byte[] seal(String head, String key, SharedValue value, Map<String, String> stamps) {
    byte[] plain = ValueForm.write(value, stamps, packing);
    SealKey with = keys.get().current();
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] sealed = new byte[first.length + CLEAR + plain.length + TAG_BITS / 8];
    ByteBuffer.wrap(sealed).put(first).put(VERSION).putInt(with.id()).put(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, with, nonce, key);
      cipher.doFinal(plain, 0, plain.length, sealed, first.length + CLEAR);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has AES-GCM", e);
    }
  }

  /**
   * The value of sealed bytes.
   *
   * @param head so many bytes stand before
   * @return empty when the key is not known or the bytes are damaged or another entry's
   */
  Optional<ValueForm.Loaded> open(int head, String key, byte[] sealed) {
    if (sealed.length < head + CLEAR + TAG_BITS / 8 || sealed[head] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer clear = ByteBuffer.wrap(sealed, head + 1, CLEAR - 1);
    int id = clear.getInt();
    byte[] nonce = new byte[NONCE];
    clear.get(nonce);
    Optional<SealKey> with = keys.get().find(id);
    if (with.isEmpty()) {
      unknownKey.accept(id);
      return Optional.empty();
    }
    try {
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, with.get(), nonce, key)
              .doFinal(sealed, head + CLEAR, sealed.length - head - CLEAR);
      return Optional.of(ValueForm.read(plain, packing));
    } catch (GeneralSecurityException | IOException damaged) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SealKey with, byte[] nonce, String key)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, with.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(key.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
