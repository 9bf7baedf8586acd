package verticles.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.egress.EgressAnswer;
import verticles.identity.Caller;

/** The authorization code flow with PKCE (RFC 6749, RFC 7636, OpenID Connect Core 1.0). */
final class CodeFlow {
  private record Granted(String idToken, String accessToken) {}

  private final OidcConfig config;
  private final Provider provider;
  private final ProviderCalls calls;
  private final ClaimMapping mapping;
  private final InstantSource clock;

  CodeFlow(OidcConfig config, Provider provider, ProviderCalls calls, InstantSource clock) {
    this.config = config;
    this.provider = provider;
    this.calls = calls;
    this.mapping = new ClaimMapping(config);
    this.clock = clock;
  }

  /** Where the browser goes to sign in. */
  static String address(OidcConfig config, ProviderMetadata metadata, SignInAttempt attempt) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", config.clientId());
    query.put("redirect_uri", config.redirectUri());
    query.put("scope", String.join(" ", config.scopes()));
    query.put("state", attempt.state());
    query.put("nonce", attempt.nonce());
    query.put("code_challenge", attempt.challenge());
    query.put("code_challenge_method", "S256");
    String endpoint = metadata.authorization().toString();
    return endpoint + (endpoint.contains("?") ? "&" : "?") + ProviderCalls.encode(query);
  }

  /** Trades the code for an ID token and answers who that is. */
  Future<Caller> redeem(ProviderMetadata metadata, SignInAttempt attempt, String code) {
    return calls
        .post(metadata.token(), authorization(metadata), form(metadata, attempt, code))
        .map(CodeFlow::granted)
        .compose(
            granted ->
                verify(granted.idToken(), attempt)
                    .compose(claims -> complete(metadata, granted, claims)))
        .map(mapping::caller);
  }

  private Map<String, String> authorization(ProviderMetadata metadata) {
    String secret = config.clientSecret().reveal();
    if (secret.isEmpty() || metadata.secretInBody()) {
      return Map.of();
    }
    String pair = ProviderCalls.encode(config.clientId()) + ":" + ProviderCalls.encode(secret);
    return Map.of(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private Map<String, String> form(ProviderMetadata metadata, SignInAttempt attempt, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", config.redirectUri());
    form.put("code_verifier", attempt.verifier());
    if (config.clientSecret().reveal().isEmpty()) {
      form.put("client_id", config.clientId());
    } else if (metadata.secretInBody()) {
      form.put("client_id", config.clientId());
      form.put("client_secret", config.clientSecret().reveal());
    }
    return form;
  }

  private static Granted granted(EgressAnswer answer) {
    try {
      JsonObject json = answer.body().toJsonObject();
      String idToken = json.getString("id_token");
      if (answer.status() == 200 && idToken != null) {
        return new Granted(idToken, json.getString("access_token", ""));
      }
    } catch (DecodeException | ClassCastException malformed) {
      // it is refused below, as an answer without a token
    }
    if (answer.status() >= 500) {
      throw FailureException.of(Failure.UNAVAILABLE, "The sign-in provider fails at this moment.");
    }
    throw ProviderJwt.refused("The sign-in provider did not confirm this sign-in.");
  }

  private Future<JWTClaimsSet> verify(String idToken, SignInAttempt attempt) {
    ProviderJwt jwt = ProviderJwt.parse(idToken);
    return provider
        .keys()
        .find(jwt.kid())
        .map(
            key -> {
              JWTClaimsSet claims =
                  jwt.verify(key, config.issuer(), config.clientId(), clock.instant());
              check(claims, attempt);
              return claims;
            });
  }

  private void check(JWTClaimsSet claims, SignInAttempt attempt) {
    Object party = claims.getClaim("azp");
    List<String> audience = claims.getAudience();
    if ((party != null || audience.size() > 1) && !config.clientId().equals(party)) {
      throw ProviderJwt.refused("The ID token was made for another client.");
    }
    if (!attempt.nonce().equals(claims.getClaim("nonce"))) {
      throw ProviderJwt.refused("The ID token belongs to another sign-in.");
    }
  }

  /** Many providers keep the roles out of the ID token: then they are asked for them. */
  private Future<Map<String, Object>> complete(
      ProviderMetadata metadata, Granted granted, JWTClaimsSet claims) {
    Optional<URI> place = metadata.userInfo();
    if (mapping.namesRoles(claims.getClaims())
        || place.isEmpty()
        || granted.accessToken().isEmpty()) {
      return Future.succeededFuture(claims.getClaims());
    }
    return calls
        .get(place.get(), Map.of("Authorization", "Bearer " + granted.accessToken()))
        .map(
            body -> {
              Map<String, Object> more = body.toJsonObject().getMap();
              if (!claims.getSubject().equals(more.get("sub"))) {
                throw ProviderJwt.refused("The provider answered for another user.");
              }
              Map<String, Object> all = new HashMap<>(more);
              all.putAll(claims.getClaims());
              return all;
            });
  }
}
