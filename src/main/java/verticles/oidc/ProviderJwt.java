package verticles.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * A token of the provider whose form is right and whose signature was not looked at yet. Only
 * asymmetric algorithms are known, the key decides which of them fit it, and keys that the token
 * itself names by address or brings along are ignored.
 */
record ProviderJwt(SignedJWT jwt, String kid) {
  static final int LARGEST = 8192;
  static final int LONGEST_KID = 200;

  private static final long LEEWAY_SECONDS = 30;
  private static final Set<JWSAlgorithm> RSA =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);
  private static final Set<JWSAlgorithm> EC =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

  /**
   * Reads a token.
   *
   * @throws FailureException UNAUTHENTICATED with what is wrong with its form
   */
  static ProviderJwt parse(String text) {
    if (text.length() > LARGEST) {
      throw refused("The token is longer than %d characters.".formatted(LARGEST));
    }
    if (text.chars().filter(c -> c == '.').count() != 2) {
      throw refused("This is not a token: it has not three parts.");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      JWSHeader header = jwt.getHeader();
      if (!RSA.contains(header.getAlgorithm()) && !EC.contains(header.getAlgorithm())) {
        throw refused("The token is not signed with an algorithm that is accepted.");
      }
      if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
        throw refused("The token demands extensions that are not known.");
      }
      String kid = header.getKeyID();
      if (kid == null || kid.isBlank() || kid.length() > LONGEST_KID) {
        throw refused("The token does not name its key.");
      }
      return new ProviderJwt(jwt, kid);
    } catch (ParseException | IllegalArgumentException notOne) {
      throw refused("This is not a signed token.");
    }
  }

  String type() {
    return jwt.getHeader().getType() == null ? "" : jwt.getHeader().getType().getType();
  }

  /**
   * Checks the signature and what every token must say.
   *
   * @throws FailureException UNAUTHENTICATED with what is wrong with it
   */
  JWTClaimsSet verify(JWK key, String issuer, String audience, Instant now) {
    try {
      JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
      if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
        throw refused("The token's key is for another algorithm.");
      }
      JWSVerifier verifier = verifier(key);
      if (!verifier.supportedJWSAlgorithms().contains(algorithm) || !jwt.verify(verifier)) {
        throw refused("The signature of the token is wrong.");
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      check(claims, issuer, audience, now);
      return claims;
    } catch (JOSEException | ParseException malformed) {
      throw refused("The claims of the token cannot be read.");
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey ec -> new ECDSAVerifier(ec);
      default -> throw new IllegalStateException("a key set holds RSA and EC keys only");
    };
  }

  private static void check(JWTClaimsSet claims, String issuer, String audience, Instant now) {
    Instant expires = instant("exp", claims.getExpirationTime());
    Instant latest = now.plusSeconds(LEEWAY_SECONDS);
    if (!now.isBefore(expires)) {
      throw refused("The token expired at %s.".formatted(expires));
    }
    Date notBefore = claims.getNotBeforeTime();
    if (instant("iat", claims.getIssueTime()).isAfter(latest)
        || (notBefore != null && notBefore.toInstant().isAfter(latest))) {
      throw refused("The token is not valid yet.");
    }
    if (!issuer.equals(claims.getIssuer())) {
      throw refused("The token is of another issuer.");
    }
    if (!claims.getAudience().contains(audience)) {
      throw refused("The token is for another audience.");
    }
    if (claims.getSubject() == null || claims.getSubject().isBlank()) {
      throw refused("The token has no claim 'sub'.");
    }
  }

  private static Instant instant(String claim, @Nullable Date value) {
    if (value == null) {
      throw refused("The token has no claim '%s'.".formatted(claim));
    }
    return value.toInstant();
  }

  static FailureException refused(String why) {
    return FailureException.of(Failure.UNAUTHENTICATED, why);
  }
}
