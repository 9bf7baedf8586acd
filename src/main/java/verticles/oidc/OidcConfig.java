package verticles.oidc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import verticles.config.Between;
import verticles.config.Default;
import verticles.config.Matching;
import verticles.config.Secret;
import verticles.identity.Role;

/**
 * The {@code oidc} section: the provider people and services sign in through.
 *
 * @param issuer its address, exactly as it writes it in its tokens; empty: there is no provider
 * @param clientSecret empty for a public client, which PKCE alone protects
 * @param audience what the bearer tokens of services must name; empty: none are accepted
 * @param redirectUri where the provider sends the browser back to
 * @param userClaim what names a user for ever; another than {@code sub} only if it is never given
 *     to somebody else
 * @param roleClaim the claim, or the path of names with dots to it, that holds groups or roles
 * @param roles the role of this server by value of that claim; the highest counts
 * @param organisationClaim the claim that names the organisation; empty: {@code organisation}
 * @param organisation of everybody who signs in; empty: none
 * @param check how often it is looked whether the provider answers
 */
public record OidcConfig(
    @Default("")
        @Matching(
            value =
                "|https://[!-~&&[^?#]]{1,190}"
                    + "|http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?(/[!-~&&[^?#]]*)?",
            form = "empty, or an https address without query; http for localhost only")
        String issuer,
    @Default("") String clientId,
    @Default("") Secret clientSecret,
    @Default("") String audience,
    @Default("") String redirectUri,
    @Default("openid") List<String> scopes,
    @Default("Single sign-on") @Matching(value = ".{1,40}", form = "1 to 40 characters")
        String label,
    @Default("sub") String userClaim,
    @Default("roles") String roleClaim,
    @Default("") Map<String, Role> roles,
    @Default("") String organisationClaim,
    @Default("") @Matching(value = "|[a-z0-9][a-z0-9-]{0,62}", form = "the name of an organisation")
        String organisation,
    @Default("30s") @Between(min = "1s", max = "10m") Duration check) {

  /** Where the provider sends the browser back to, on this server. */
  static final String CALLBACK = "/api/v1/auth/oidc/callback";

  /**
   * Checks that the settings fit together.
   *
   * @throws IllegalArgumentException when an issuer is set and something it needs is not
   */
  public OidcConfig {
    scopes = List.copyOf(scopes);
    roles = Map.copyOf(roles);
    if (!issuer.isEmpty()) {
      require(!clientId.isEmpty(), "a client-id");
      require(
          redirectUri.matches("https?://[!-~]+") && redirectUri.endsWith(CALLBACK),
          "a redirect-uri: the address of this server followed by " + CALLBACK);
      require(scopes.contains("openid"), "the scope openid");
      require(!roles.isEmpty(), "roles, or nobody could sign in");
      require(!audience.equals(clientId), "an audience that is not the client-id");
    }
  }

  private static void require(boolean kept, String what) {
    if (!kept) {
      throw new IllegalArgumentException(what);
    }
  }

  /** Whether a provider is configured. */
  public boolean configured() {
    return !issuer.isEmpty();
  }

  /** Whether browsers reach this server by TLS, so that its cookies may demand it. */
  public boolean secure() {
    return redirectUri.startsWith("https:");
  }
}
