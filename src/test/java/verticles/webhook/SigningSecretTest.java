package verticles.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.FailureException;
import verticles.config.Secret;

class SigningSecretTest {
  private static final String KNOWN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** The example that libraries of Standard Webhooks test themselves with. */
  @Test
  void it_signs_as_the_standard_says() {
    String signature =
        SigningSecret.of(KNOWN)
            .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}");

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void fresh_ones_differ_and_are_never_printed() {
    SigningSecret one = SigningSecret.fresh();
    SigningSecret two = SigningSecret.fresh();

    assertThat(one).isNotEqualTo(two);
    assertThat(SigningSecret.of(one.text().reveal())).isEqualTo(one);
    assertThat(one.toString()).doesNotContain("whsec_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec",
        "whsec_",
        "whsec_AAAA",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr"
      })
  void what_is_no_secret_is_refused_by_name_and_not_told(String written) {
    assertThatThrownBy(() -> SigningSecret.of(written))
        .isInstanceOf(FailureException.class)
        .satisfies(
            thrown ->
                assertThat(((FailureException) thrown).errors().getFirst().pointer())
                    .isEqualTo("/secret"))
        .hasMessageNotContaining("MfKQ");
  }

  @Test
  void two_secrets_are_two_signatures() {
    SigningSecret old = new SigningSecret(new Secret(KNOWN));
    SigningSecret next = SigningSecret.fresh();
    SigningSecrets both = SigningSecrets.of(old).replacedBy(next);

    assertThat(both.sign("a", 1, "{}"))
        .isEqualTo(next.sign("a", 1, "{}") + " " + old.sign("a", 1, "{}"));
    assertThat(SigningSecrets.read(both.text())).isEqualTo(both);
    assertThat(both.replacedBy(SigningSecret.fresh()).all()).hasSize(2).doesNotContain(old);
  }
}
