package verticles.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.identity.Scopes;

/**
 * The rules a token must keep. The algorithm is pinned: what the token says about it is compared,
 * never obeyed, and keys named or carried by the token itself are ignored.
 */
final class TokenCheck {
  static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  static final String AUDIENCE = "spinreserve";
  static final int LARGEST = 4096;

  /** The session in which a token was granted, and the version of the account then. */
  static final String SESSION = "sid";

  static final String VERSION = "ver";

  private static final long LEEWAY_SECONDS = 30;
  private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** A token whose form is right and whose signature was not looked at yet. */
  record Unverified(SignedJWT jwt, String kid) {}

  private TokenCheck() {}

  static Unverified parse(String text) {
    if (text.length() > LARGEST) {
      throw refused("The token is longer than %d characters.".formatted(LARGEST));
    }
    if (text.chars().filter(c -> c == '.').count() != 2) {
      throw refused("This is not a token: it has not three parts.");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      JWSHeader header = jwt.getHeader();
      if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
        throw refused("The token is not signed with ES256.");
      }
      if (!TYPE.equals(header.getType())) {
        throw refused("The token is not an access token.");
      }
      String kid = header.getKeyID();
      if (kid == null) {
        throw refused("The token does not name its key.");
      }
      if (!THUMBPRINT.matcher(kid).matches()) {
        throw unknownKey();
      }
      return new Unverified(jwt, kid);
    } catch (ParseException | IllegalArgumentException notOne) {
      throw refused("This is not a signed token.");
    }
  }

  static FailureException unknownKey() {
    return refused("The token is signed by an unknown key.");
  }

  /** Checks signature and claims; {@code issuer} is the one this cluster accepts. */
  static VerifiedToken verify(Unverified token, ECKey key, String issuer, Instant now) {
    try {
      if (!token.jwt().verify(new ECDSAVerifier(key))) {
        throw refused("The signature of the token is wrong.");
      }
      return claims(token.jwt().getJWTClaimsSet(), issuer, now);
    } catch (JOSEException | ParseException malformed) {
      throw refused("The claims of the token cannot be read.");
    }
  }

  private static VerifiedToken claims(JWTClaimsSet claims, String issuer, Instant now)
      throws ParseException {
    Instant expires = instant("exp", claims.getExpirationTime());
    Instant issued = instant("iat", claims.getIssueTime());
    Instant notBefore = instant("nbf", claims.getNotBeforeTime());
    if (!now.isBefore(expires)) {
      throw refused("The token expired at %s.".formatted(expires));
    }
    Instant latest = now.plusSeconds(LEEWAY_SECONDS);
    if (issued.isAfter(latest) || notBefore.isAfter(latest)) {
      throw refused("The token is not valid yet.");
    }
    if (!issuer.equals(required("iss", claims.getIssuer()))) {
      throw refused("The token is of another issuer.");
    }
    if (claims.getAudience().isEmpty()) {
      throw refused("The token has no usable claim 'aud'.");
    }
    if (!claims.getAudience().contains(AUDIENCE)) {
      throw refused("The token is for another audience.");
    }
    String user = required("sub", claims.getSubject());
    String id = required("jti", claims.getJWTID());
    Role role =
        Role.of(required("role", claims.getStringClaim("role")))
            .orElseThrow(() -> refused("The token names an unknown role."));
    String organisation =
        Optional.ofNullable(claims.getStringClaim("org")).map(String::strip).orElse("");
    return new VerifiedToken(
        new Caller(user, organisation, role),
        id,
        expires,
        expires.toEpochMilli(),
        Scopes.every(),
        session(claims));
  }

  private static Optional<SessionMark> session(JWTClaimsSet claims) throws ParseException {
    String session = claims.getStringClaim(SESSION);
    if (session == null) {
      return Optional.empty();
    }
    Long version = claims.getLongClaim(VERSION);
    return Optional.of(new SessionMark(required(SESSION, session), version == null ? 0 : version));
  }

  private static Instant instant(String claim, @Nullable Date value) {
    if (value == null) {
      throw refused("The token has no claim '%s'.".formatted(claim));
    }
    return value.toInstant();
  }

  private static String required(String claim, @Nullable String value) {
    if (value == null || value.isBlank() || value.length() > 200) {
      throw refused("The token has no usable claim '%s'.".formatted(claim));
    }
    return value;
  }

  static FailureException refused(String why) {
    return FailureException.of(Failure.UNAUTHENTICATED, why);
  }
}
