package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.egress.EgressRequest;
import verticles.identity.Caller;
import verticles.identity.Role;

class CodeFlowTest {
  private final HandProvider by = new HandProvider();
  private final Provider provider = by.provider();
  private final SignInAttempt attempt = SignInAttempt.begin();
  private final CodeFlow flow =
      new CodeFlow(HandProvider.config(), provider, new ProviderCalls(by), by.clock);

  @BeforeEach
  void look() {
    assertThat(provider.look().succeeded()).isTrue();
  }

  @Test
  void theBrowserIsSentWithStateNonceAndPkce() {
    String address = CodeFlow.address(HandProvider.config(), provider.metadata().result(), attempt);

    assertThat(address)
        .startsWith("https://id.example/auth?tenant=1&response_type=code&client_id=desk&")
        .contains("&scope=openid+profile&")
        .contains("&state=" + attempt.state() + "&")
        .contains("&nonce=" + attempt.nonce() + "&")
        .contains("&code_challenge=" + attempt.challenge() + "&code_challenge_method=S256")
        .doesNotContain(attempt.verifier())
        .doesNotContain(attempt.secret());
    assertThat(URI.create(address).getHost()).isEqualTo("id.example");
  }

  @Test
  void aConfirmedUserIsTheCallerOfTheirClaims() {
    assertThat(signIn(by.idClaims(attempt)).result())
        .isEqualTo(new Caller("oidc:ann", "north", Role.TRADER));
    EgressRequest asked = by.requests.getLast();
    assertThat(asked.body().toString())
        .contains("grant_type=authorization_code")
        .contains("code=the-code")
        .contains("code_verifier=" + attempt.verifier())
        .doesNotContain("cret");
    assertThat(asked.headers()).containsEntry("Authorization", "Basic ZGVzazpzJTNBY3JldA==");
  }

  @Test
  void aProviderThatTakesNoHeaderGetsTheSecretInTheForm() {
    by.description.put("token_endpoint_auth_methods_supported", JsonArray.of("client_secret_post"));
    assertThat(provider.look().succeeded()).isTrue();

    signIn(by.idClaims(attempt));

    assertThat(by.requests.getLast().headers()).doesNotContainKey("Authorization");
    assertThat(by.requests.getLast().body().toString()).contains("client_secret=s%3Acret");
  }

  @Test
  void anIdTokenOfAnotherSignInClientOrIssuerIsRefused() {
    assertThat(refused(by.idClaims(SignInAttempt.begin()))).contains("another sign-in");
    assertThat(refused(by.idClaims(attempt).claim("nonce", null))).contains("another sign-in");
    assertThat(refused(by.idClaims(attempt).audience("other"))).contains("another audience");
    assertThat(refused(by.idClaims(attempt).claim("azp", "other"))).contains("another client");
    assertThat(refused(by.idClaims(attempt).audience(List.of("desk", "other"))))
        .contains("another client");
    assertThat(refused(by.idClaims(attempt).issuer("https://evil.example")))
        .contains("another issuer");
    assertThat(refused(by.idClaims(attempt).expirationTime(null))).contains("'exp'");
  }

  @Test
  void anIdTokenOfAnotherKeyIsRefused() {
    by.tokenAnswer =
        JsonObject.of("id_token", HandProvider.sign(HandProvider.SECOND, by.idClaims(attempt)));

    assertThat(redeem().cause()).hasMessageContaining("unknown key");
  }

  @Test
  void rolesThatTheIdTokenLacksComeFromTheProvidersUserInfo() {
    by.userInfo = JsonObject.of("sub", "ann", "roles", "boss", "aud", "nothing");
    by.tokenAnswer =
        JsonObject.of(
            "id_token",
            HandProvider.sign(by.idClaims(attempt).claim("roles", null)),
            "access_token",
            "opaque");

    assertThat(redeem().result().role()).isEqualTo(Role.ADMIN);
    assertThat(by.requests.getLast().headers()).containsEntry("Authorization", "Bearer opaque");

    by.userInfo.put("sub", "boss");
    assertThat(redeem().cause()).hasMessageContaining("another user");
  }

  @Test
  void aCodeThatTheProviderDoesNotKnowSignsNobodyIn() {
    by.tokenStatus = 400;
    by.tokenAnswer = JsonObject.of("error", "invalid_grant");
    assertThat(failure(redeem())).isEqualTo(Failure.UNAUTHENTICATED);

    by.tokenStatus = 503;
    assertThat(failure(redeem())).isEqualTo(Failure.UNAVAILABLE);

    by.down = true;
    assertThat(failure(redeem())).isEqualTo(Failure.UNAVAILABLE);
  }

  private Future<Caller> signIn(JWTClaimsSet.Builder claims) {
    by.tokenAnswer = JsonObject.of("id_token", HandProvider.sign(claims));
    return redeem();
  }

  private Future<Caller> redeem() {
    return flow.redeem(provider.metadata().result(), attempt, "the-code");
  }

  private String refused(JWTClaimsSet.Builder claims) {
    Future<Caller> signedIn = signIn(claims);
    assertThat(failure(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);
    return ((FailureException) signedIn.cause()).detail();
  }

  private static Failure failure(Future<?> failed) {
    return Failures.of(failed.cause()).failure();
  }
}
