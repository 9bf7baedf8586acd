package verticles.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;

/**
 * The key pair this data folder signs tokens with (ECDSA on P-256), and the next one while it is
 * being replaced. The id of a key is the RFC 7638 thumbprint of its public half.
 */
public final class SigningKeys {
  private final Path folder;
  private volatile ECKey pair;

  private SigningKeys(Path folder, ECKey pair) {
    this.folder = folder;
    this.pair = pair;
  }

  /**
   * The key of {@code <data>/keys/signing-key.json}, made when it is missing, readable by its owner
   * only.
   *
   * @throws IllegalStateException when the file is there but is no such key
   */
  public static SigningKeys open(Path dataFolder) {
    Path folder = dataFolder.resolve("keys");
    return new SigningKeys(folder, readOrMake(present(folder)));
  }

  private static Path present(Path folder) {
    return folder.resolve("signing-key.json");
  }

  private Path nextFile() {
    return folder.resolve("next-signing-key.json");
  }

  private Path longestFile() {
    return folder.resolve("tokens-until");
  }

  private static ECKey readOrMake(Path file) {
    return parse(file, PrivateFiles.readOrMake(file, () -> generate().toJSONString()));
  }

  private static ECKey parse(Path file, String text) {
    try {
      ECKey key = ECKey.parse(text);
      if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve()) || !named(key)) {
        throw new IllegalStateException(file + " is not a private P-256 key with its thumbprint");
      }
      return key;
    } catch (ParseException e) {
      throw new IllegalStateException(file + " is not a key in JWK form", e);
    }
  }

  private static ECKey generate() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM cannot make P-256 keys", e);
    }
  }

  /** Whether a key's id is the thumbprint of the key itself, so that nobody can borrow an id. */
  static boolean named(ECKey key) {
    try {
      return key.computeThumbprint().toString().equals(key.getKeyID());
    } catch (JOSEException e) {
      return false;
    }
  }

  ECKey pair() {
    return pair;
  }

  ECKey publicKey() {
    return pair.toPublicJWK();
  }

  /** The public half of the key that will sign next, made when it is missing. */
  ECKey prepareNext() {
    return readOrMake(nextFile()).toPublicJWK();
  }

  /** The public half of the next key; empty when none is prepared. */
  Optional<ECKey> next() {
    return PrivateFiles.read(nextFile()).map(text -> parse(nextFile(), text).toPublicJWK());
  }

  /** Signs with the next key from now on; the private half of the one before is gone. */
  synchronized void advance() {
    ECKey next = readOrMake(nextFile());
    PrivateFiles.move(nextFile(), present(folder));
    PrivateFiles.delete(longestFile());
    pair = next;
  }

  /** Remembers a token that lives longer than those of sessions. */
  public void issuedUntil(Instant expiresAt) {
    if (expiresAt.isAfter(longest())) {
      PrivateFiles.write(longestFile(), expiresAt.toString());
    }
  }

  /** When the last of the long-lived tokens of the present key expires. */
  Instant longest() {
    return PrivateFiles.read(longestFile()).map(Instant::parse).orElse(Instant.EPOCH);
  }
}
