package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.security.VerifiedToken;

/** Where the tokens of a provider are shown, and what is said there. */
final class TokenGate {
  final HandProvider by = new HandProvider();
  final ProviderTokens tokens = by.tokens(by.provider());

  VerifiedToken accepted(String token) {
    var verified = tokens.verify(token);
    assertThat(verified.cause()).isNull();
    return verified.result();
  }

  String refused(JWTClaimsSet.Builder claims) {
    FailureException failure = failure(HandProvider.sign(claims));
    assertThat(failure.failure()).isEqualTo(Failure.UNAUTHENTICATED);
    return failure.detail();
  }

  FailureException failure(String token) {
    Throwable cause = tokens.verify(token).cause();
    assertThat(cause).isInstanceOf(FailureException.class);
    return (FailureException) cause;
  }

  static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
