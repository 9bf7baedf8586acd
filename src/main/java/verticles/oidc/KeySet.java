package verticles.oidc;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The public keys of a provider that can check a signature, by their id. Keys of other kinds are
 * left out; a set that has none of ours is refused, so that an empty set can never mean that
 * signatures need no key.
 */
record KeySet(Map<String, JWK> keys) {
  static final KeySet NONE = new KeySet(Map.of());

  private static final int MOST = 50;
  private static final int SMALLEST_RSA_BITS = 2048;
  private static final int LARGEST_RSA_BITS = 8192;
  private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

  KeySet {
    keys = Map.copyOf(keys);
  }

  /**
   * Reads a JSON Web Key Set.
   *
   * @throws FailureException UPSTREAM when it has no usable key
   */
  static KeySet read(Buffer document) {
    Map<String, JWK> usable = new LinkedHashMap<>();
    try {
      JsonArray listed = document.toJsonObject().getJsonArray("keys", new JsonArray());
      for (int i = 0; i < Math.min(listed.size(), MOST); i++) {
        if (listed.getValue(i) instanceof JsonObject key) {
          key(key).ifPresent(read -> usable.putIfAbsent(read.getKeyID(), read));
        }
      }
    } catch (DecodeException | ClassCastException malformed) {
      throw FailureException.of(Failure.UPSTREAM, "The provider's keys cannot be read.", malformed);
    }
    if (usable.isEmpty()) {
      throw FailureException.of(Failure.UPSTREAM, "The provider has no key of a known kind.");
    }
    return new KeySet(usable);
  }

  private static Optional<JWK> key(JsonObject json) {
    try {
      JWK key = JWK.parse(json.encode());
      String id = key.getKeyID();
      boolean named = id != null && !id.isBlank() && id.length() <= ProviderJwt.LONGEST_KID;
      boolean signs = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
      boolean verifies =
          key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
      return named && signs && verifies && known(key)
          ? Optional.of(key.toPublicJWK())
          : Optional.empty();
    } catch (ParseException | IllegalArgumentException unknownKind) {
      return Optional.empty();
    }
  }

  private static boolean known(JWK key) {
    return switch (key) {
      case RSAKey rsa -> rsa.size() >= SMALLEST_RSA_BITS && rsa.size() <= LARGEST_RSA_BITS;
      case ECKey ec -> CURVES.contains(ec.getCurve());
      default -> false;
    };
  }

  Optional<JWK> find(String kid) {
    return Optional.ofNullable(keys.get(kid));
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }
}
