package verticles.oidc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param userInfo where more claims of a user are; empty when there is no such place
 * @param secretInBody whether the client's secret goes into the form, because the provider does not
 *     take it in a header
 * @param namesIssuer whether it names itself when it sends the browser back (RFC 9207)
 */
record ProviderMetadata(
    URI authorization,
    URI token,
    URI keys,
    Optional<URI> userInfo,
    boolean secretInBody,
    boolean namesIssuer) {
  private static final String WELL_KNOWN = "/.well-known/openid-configuration";
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1");
  private static final JsonArray DEFAULT_METHODS = JsonArray.of("client_secret_basic");

  /** Where a provider describes itself. */
  static URI address(String issuer) {
    return URI.create(issuer.replaceFirst("/$", "") + WELL_KNOWN);
  }

  /**
   * Reads the document.
   *
   * @throws FailureException UPSTREAM when it is of another issuer or lacks an address
   */
  static ProviderMetadata read(Buffer document, String issuer) {
    try {
      JsonObject json = document.toJsonObject();
      if (!issuer.equals(json.getString("issuer"))) {
        throw wrong("The provider calls itself by another issuer than oidc.issuer.");
      }
      JsonArray challenges = json.getJsonArray("code_challenge_methods_supported");
      if (challenges != null && !challenges.contains("S256")) {
        throw wrong("The provider does not know PKCE with S256.");
      }
      JsonArray methods =
          json.getJsonArray("token_endpoint_auth_methods_supported", DEFAULT_METHODS);
      return new ProviderMetadata(
          uri("authorization_endpoint", json.getString("authorization_endpoint")),
          uri("token_endpoint", json.getString("token_endpoint")),
          uri("jwks_uri", json.getString("jwks_uri")),
          Optional.ofNullable(json.getString("userinfo_endpoint"))
              .map(text -> uri("userinfo_endpoint", text)),
          !methods.contains("client_secret_basic") && methods.contains("client_secret_post"),
          json.getBoolean("authorization_response_iss_parameter_supported", false));
    } catch (DecodeException | ClassCastException malformed) {
      throw FailureException.of(
          Failure.UPSTREAM, "The provider's description of itself cannot be read.", malformed);
    }
  }

  private static URI uri(String name, @Nullable String text) {
    try {
      URI address = URI.create(text == null ? "" : text);
      boolean local = "http".equals(address.getScheme()) && LOCAL.contains(address.getHost());
      if (address.getHost() != null && ("https".equals(address.getScheme()) || local)) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      // said below
    }
    throw wrong("The provider's %s is no https address.".formatted(name));
  }

  private static FailureException wrong(String what) {
    return FailureException.of(Failure.UPSTREAM, what);
  }
}
