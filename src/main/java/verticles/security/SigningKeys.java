package verticles.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.text.ParseException;

/**
 * The key pair this data folder signs tokens with (ECDSA on P-256). Its id is the RFC 7638
 * thumbprint of the public key.
 */
public final class SigningKeys {
  private final ECKey pair;

  private SigningKeys(ECKey pair) {
    this.pair = pair;
  }

  /**
   * The key of {@code <data>/keys/signing-key.json}, made when it is missing, readable by its owner
   * only.
   *
   * @throws IllegalStateException when the file is there but is no such key
   */
  public static SigningKeys open(Path dataFolder) {
    Path file = dataFolder.resolve("keys").resolve("signing-key.json");
    String text = PrivateFiles.readOrMake(file, () -> generate().toJSONString());
    try {
      ECKey key = ECKey.parse(text);
      if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve()) || !named(key)) {
        throw new IllegalStateException(file + " is not a private P-256 key with its thumbprint");
      }
      return new SigningKeys(key);
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
}
