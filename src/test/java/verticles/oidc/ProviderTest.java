package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProviderTest {
  private final HandProvider by = new HandProvider();
  private final Provider provider = by.provider();

  @Test
  void aProviderThatAnswersIsUp() {
    provider.look();

    assertThat(provider.state()).isInstanceOf(ProviderState.Up.class);
    assertThat(provider.metadata().succeeded()).isTrue();
  }

  @Test
  void oneThatStopsAnsweringIsDownAndComesBackByItself() {
    by.down = true;
    provider.look();
    assertThat(reason()).contains("does not answer");
    assertThat(provider.metadata().failed()).isTrue();

    by.down = false;
    by.clock.pass(Duration.ofSeconds(30));
    provider.look();

    assertThat(provider.state()).isEqualTo(new ProviderState.Up(by.clock.instant()));
  }

  @Test
  void whatItSaidOfItselfStaysKnownWhileItIsDown() {
    provider.look();
    by.down = true;
    provider.look();

    assertThat(provider.state()).isInstanceOf(ProviderState.Down.class);
    assertThat(provider.metadata().succeeded()).isTrue();
  }

  @Test
  void aDescriptionThatIsNotGoodEnoughIsNotUsed() {
    by.description.put("issuer", "https://id.example/");
    provider.look();
    assertThat(reason()).contains("another issuer");

    by.description.put("issuer", HandProvider.ISSUER).put("jwks_uri", "http://id.example/jwks");
    provider.look();
    assertThat(provider.metadata().failed()).isTrue();

    by.description.put("jwks_uri", "file:///etc/passwd");
    provider.look();
    assertThat(provider.metadata().failed()).isTrue();

    by.description
        .put("jwks_uri", HandProvider.ISSUER + "/jwks")
        .put("code_challenge_methods_supported", JsonArray.of("plain"));
    provider.look();
    assertThat(provider.metadata().failed()).isTrue();
  }

  @Test
  void aProviderWithoutAUsableKeyIsDown() {
    by.keys = JsonObject.of("keys", JsonArray.of(JsonObject.of("kty", "quantum", "kid", "q")));

    provider.look();

    assertThat(reason()).contains("no usable key");
  }

  @Test
  void itsKeysAreFetchedAgainAfterTenMinutes() {
    for (int i = 0; i < 41; i++) {
      provider.look();
      by.clock.pass(Duration.ofSeconds(30));
    }

    assertThat(by.asked("/jwks")).isEqualTo(3);
  }

  @Test
  void answersAreSmallAndQuickOrNone() {
    provider.look();

    assertThat(by.requests)
        .allMatch(request -> request.largest() == 64 * 1024)
        .allMatch(request -> request.deadline().equals(Duration.ofSeconds(5)));
  }

  private String reason() {
    assertThat(provider.state()).isInstanceOf(ProviderState.Down.class);
    return ((ProviderState.Down) provider.state()).reason();
  }
}
