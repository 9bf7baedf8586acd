package verticles.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.egress.Egress;
import verticles.egress.EgressAnswer;
import verticles.egress.EgressRequest;
import verticles.egress.EgressStream;
import verticles.egress.Purpose;
import verticles.identity.Role;
import verticles.testing.SettableClock;

/** A provider played by hand, that can do what no certified one does. */
final class HandProvider implements Egress {
  static final String ISSUER = "https://id.example";
  static final RSAKey FIRST = key("first");
  static final RSAKey SECOND = key("second");

  final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  final List<EgressRequest> requests = new ArrayList<>();
  boolean down;
  JsonObject description =
      JsonObject.of(
          "issuer", ISSUER,
          "authorization_endpoint", ISSUER + "/auth?tenant=1",
          "token_endpoint", ISSUER + "/token",
          "jwks_uri", ISSUER + "/jwks",
          "userinfo_endpoint", ISSUER + "/me");
  JsonObject keys = shown(FIRST);
  JsonObject tokenAnswer = new JsonObject();
  JsonObject userInfo = new JsonObject();
  int tokenStatus = 200;

  static OidcConfig config() {
    return new OidcConfig(
        ISSUER,
        "desk",
        new Secret("s:cret"),
        "grid-api",
        "https://desk.example/api/v1/auth/oidc/callback",
        List.of("openid", "profile"),
        "Grid ID",
        "sub",
        "roles",
        Map.of("traders", Role.TRADER, "boss", Role.ADMIN),
        "",
        "north",
        Duration.ofSeconds(30));
  }

  Provider provider() {
    return new Provider(config(), new ProviderCalls(this), clock);
  }

  ProviderTokens tokens(Provider provider) {
    return new ProviderTokens(config(), provider, clock);
  }

  static JsonObject shown(JWK... keys) {
    JsonArray listed = new JsonArray();
    Stream.of(keys).forEach(key -> listed.add(new JsonObject(key.toPublicJWK().toJSONObject())));
    return JsonObject.of("keys", listed);
  }

  long asked(String path) {
    return requests.stream().filter(request -> request.address().getPath().equals(path)).count();
  }

  JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("grid-api")
        .subject("importer")
        .jwtID("1")
        .issueTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plusSeconds(300)))
        .claim("roles", List.of("traders", "others"));
  }

  JWTClaimsSet.Builder idClaims(SignInAttempt attempt) {
    return claims().audience("desk").subject("ann").claim("nonce", attempt.nonce());
  }

  static String sign(JWTClaimsSet.Builder claims) {
    return sign(FIRST, claims);
  }

  static String sign(RSAKey key, JWTClaimsSet.Builder claims) {
    return sign(key, header(JWSAlgorithm.RS256, key.getKeyID()).build(), claims);
  }

  static String sign(RSAKey key, JWSHeader header, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims.build());
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static JWSHeader.Builder header(JWSAlgorithm algorithm, String kid) {
    return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")).keyID(kid);
  }

  static RSAKey key(String kid) {
    return rsa(kid, 2048);
  }

  static RSAKey rsa(String kid, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Future<Void> check(Purpose purpose, URI address) {
    return Future.succeededFuture();
  }

  @Override
  public Future<EgressAnswer> send(Purpose purpose, EgressRequest request) {
    requests.add(request);
    if (down || purpose != Purpose.OIDC) {
      return Future.failedFuture(
          FailureException.of(Failure.UNAVAILABLE, "id.example does not answer."));
    }
    return Future.succeededFuture(
        switch (request.address().getPath()) {
          case "/.well-known/openid-configuration" -> answer(200, description);
          case "/jwks" -> answer(200, keys);
          case "/token" -> answer(tokenStatus, tokenAnswer);
          case "/me" -> answer(200, userInfo);
          default -> answer(404, new JsonObject());
        });
  }

  private static EgressAnswer answer(int status, JsonObject json) {
    return new EgressAnswer(status, MultiMap.caseInsensitiveMultiMap(), json.toBuffer());
  }

  @Override
  public Future<EgressStream> open(Purpose purpose, EgressRequest request) {
    return Future.failedFuture(new AssertionError("a provider's answers are read as a whole"));
  }
}
