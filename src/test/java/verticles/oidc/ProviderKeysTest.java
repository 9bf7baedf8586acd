package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.oidc.TokenGate.base64;

import com.nimbusds.jose.JWSAlgorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;

/** The provider's keys: kept, fetched again, never flooded. */
class ProviderKeysTest {
  private final TokenGate gate = new TokenGate();
  private final HandProvider by = gate.by;

  @Test
  void aFloodOfInventedKeyIdsAsksTheProviderOnceAMinute() {
    gate.accepted(HandProvider.sign(by.claims()));
    String[] parts = HandProvider.sign(by.claims()).split("\\.");
    for (int i = 0; i < 1000; i++) {
      String header = base64("{\"alg\":\"RS256\",\"kid\":\"k%d\"}".formatted(i));
      assertThat(gate.failure(header + "." + parts[1] + "." + parts[2]).detail())
          .contains("unknown key");
    }
    assertThat(by.asked("/jwks")).isEqualTo(2);

    by.clock.pass(Duration.ofSeconds(60));
    gate.failure(
        HandProvider.sign(
            HandProvider.FIRST,
            HandProvider.header(JWSAlgorithm.RS256, "again").build(),
            by.claims()));

    assertThat(by.asked("/jwks")).isEqualTo(3);
  }

  @Test
  void aNewKeyIsFoundAtOnce() {
    gate.accepted(HandProvider.sign(by.claims()));
    by.keys = HandProvider.shown(HandProvider.FIRST, HandProvider.SECOND);

    assertThat(gate.accepted(HandProvider.sign(HandProvider.SECOND, by.claims()))).isNotNull();
  }

  @Test
  void aKeyThatTheProviderTookBackIsRefusedAfterTenMinutes() {
    gate.accepted(HandProvider.sign(by.claims()));
    by.keys = HandProvider.shown(HandProvider.SECOND);
    gate.accepted(HandProvider.sign(by.claims()));

    by.clock.pass(Duration.ofMinutes(10));

    assertThat(gate.refused(by.claims())).contains("unknown key");
  }

  @Test
  void theLastGoodKeysStayWhileTheProviderIsDownOrTalksNonsense() {
    gate.accepted(HandProvider.sign(by.claims()));
    by.down = true;
    by.clock.pass(Duration.ofMinutes(30));
    gate.accepted(HandProvider.sign(by.claims()));
    by.down = false;
    by.keys = JsonObject.of("keys", new JsonArray());
    by.clock.pass(Duration.ofMinutes(30));

    gate.accepted(HandProvider.sign(by.claims()));
  }

  @Test
  void aProviderThatIsDownIsAskedEveryFiveSecondsAndUsedWhenItIsBack() {
    by.down = true;
    for (int i = 0; i < 100; i++) {
      assertThat(gate.failure(HandProvider.sign(by.claims())).failure())
          .isEqualTo(Failure.UNAVAILABLE);
    }
    assertThat(by.requests).hasSize(1);

    by.down = false;
    by.clock.pass(Duration.ofSeconds(5));

    gate.accepted(HandProvider.sign(by.claims()));
  }
}
