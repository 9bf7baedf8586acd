package verticles.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import verticles.bus.FailureException;
import verticles.secret.Hashes;
import verticles.security.TokenSource;
import verticles.security.VerifiedToken;

/** The access tokens that the provider gives to services, as bearer tokens of this server. */
final class ProviderTokens implements TokenSource {
  private static final Set<String> TYPES = Set.of("", "JWT", "AT+JWT", "APPLICATION/AT+JWT");

  private final OidcConfig config;
  private final Provider provider;
  private final ClaimMapping mapping;
  private final InstantSource clock;

  ProviderTokens(OidcConfig config, Provider provider, InstantSource clock) {
    this.config = config;
    this.provider = provider;
    this.mapping = new ClaimMapping(config);
    this.clock = clock;
  }

  /** Whether it says that it is of the provider's; that is believed to choose the check only. */
  @Override
  public boolean recognises(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first < 0 || second < 0 || token.length() > ProviderJwt.LARGEST) {
      return false;
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(token.substring(first + 1, second));
      JsonObject claims = Buffer.buffer(payload).toJsonObject();
      return config.issuer().equals(claims.getValue("iss"));
    } catch (IllegalArgumentException | DecodeException | ClassCastException notOne) {
      return false;
    }
  }

  @Override
  public Future<VerifiedToken> verify(String token) {
    try {
      ProviderJwt jwt = ProviderJwt.parse(token);
      if (config.audience().isEmpty()) {
        throw ProviderJwt.refused("Tokens of the provider are not accepted here.");
      }
      if (!TYPES.contains(jwt.type().toUpperCase(Locale.ROOT))) {
        throw ProviderJwt.refused("The token is not an access token.");
      }
      return provider
          .keys()
          .find(jwt.kid())
          .map(key -> jwt.verify(key, config.issuer(), config.audience(), clock.instant()))
          .map(claims -> verified(token, claims));
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
  }

  private VerifiedToken verified(String token, JWTClaimsSet claims) {
    Instant expires = claims.getExpirationTime().toInstant();
    String id = claims.getJWTID();
    return new VerifiedToken(
        mapping.caller(claims.getClaims()),
        // never the id of one of our own tokens, whatever the provider chose
        ClaimMapping.PREFIX + (id == null || id.length() > 200 ? Hashes.hex(token) : id),
        expires,
        expires.toEpochMilli());
  }
}
