package verticles.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * Seals secrets with a master key (AES-256-GCM), so that whoever reads the database alone reads
 * none of them, and nobody can put one in the place of another. Safe to use from every thread.
 *
 * <p>A sealed secret is {@code version 1 | key id 4 | nonce 12 | ciphertext and tag 16}; its name
 * is authenticated with it.
 */
public final class Vault {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD = 1 + Integer.BYTES + NONCE;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeySource source;

  private Vault(KeySource source) {
    this.source = source;
  }

  /**
   * The vault of a node: with the keys of its configuration, else those of its data folder, where a
   * key is made when there is none. It blocks.
   *
   * @throws IllegalStateException when the file of the data folder holds no key
   */
  public static Vault open(SecretsConfig config, Path dataFolder) {
    return new Vault(source(config, dataFolder));
  }

  static KeySource source(SecretsConfig config, Path dataFolder) {
    List<MasterKey> written = config.keys();
    return written.isEmpty()
        ? new KeyFile(dataFolder.resolve("secrets").resolve("master-key"))
        : new WrittenKeys(new MasterKeys(written));
  }

  static Vault of(KeySource source) {
    return new Vault(source);
  }

  /**
   * Seals a secret.
   *
   * @param name what it is and whose; needed to open it
   */
  public byte[] seal(String name, byte[] secret) {
    MasterKey key = source.keys().current();
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] head = ByteBuffer.allocate(HEAD).put(VERSION).putInt(key.id()).put(nonce).array();
    try {
      byte[] body = cipher(Cipher.ENCRYPT_MODE, key, head, name).doFinal(secret);
      return ByteBuffer.allocate(HEAD + body.length).put(head).put(body).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has AES-GCM", e);
    }
  }

  /**
   * Opens a sealed secret.
   *
   * @throws FailureException CONFLICT when this node has not the key, or when it was sealed under
   *     another name or changed since
   */
  public byte[] open(String name, byte[] sealed) {
    if (sealed.length < HEAD + TAG_BITS / 8 || sealed[0] != VERSION) {
      throw FailureException.of(
          Failure.CONFLICT, "The secret " + name + " in PostgreSQL is damaged.");
    }
    MasterKey key = key(name, keyId(sealed));
    byte[] head = ByteBuffer.allocate(HEAD).put(sealed, 0, HEAD).array();
    try {
      return cipher(Cipher.DECRYPT_MODE, key, head, name)
          .doFinal(sealed, HEAD, sealed.length - HEAD);
    } catch (GeneralSecurityException e) {
      throw FailureException.of(
          Failure.CONFLICT,
          "The secret " + name + " in PostgreSQL was changed, or belongs to another name.",
          e);
    }
  }

  private MasterKey key(String name, int id) {
    Optional<MasterKey> key = source.keys().find(id);
    return key.or(() -> source.again().find(id))
        .orElseThrow(
            () ->
                FailureException.of(
                    Failure.CONFLICT,
                    ("The secret %s in PostgreSQL is sealed with master key %s, and this node has"
                            + " %s (%s). Give every node the same key; docs/operations.md says"
                            + " how.")
                        .formatted(
                            name, MasterKey.name(id), source.keys().names(), source.place())));
  }

  /** Whether it is sealed with the present key. */
  boolean isCurrent(byte[] sealed) {
    return sealed.length >= HEAD && keyId(sealed) == source.keys().current().id();
  }

  private static int keyId(byte[] sealed) {
    return ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt();
  }

  private static Cipher cipher(int mode, MasterKey key, byte[] head, String name)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, head, HEAD - NONCE, NONCE));
    // version and key id are authenticated with the name
    cipher.updateAAD(head, 0, HEAD - NONCE);
    cipher.updateAAD(("spinreserve secret " + name).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
