package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.security.VerifiedToken;

/** What services may send. */
class ProviderTokensTest {
  private final TokenGate gate = new TokenGate();
  private final HandProvider by = gate.by;

  @Test
  void aTokenOfTheProviderIsAcceptedWithItsMappedRole() {
    String token = HandProvider.sign(by.claims());

    VerifiedToken verified = gate.accepted(token);

    assertThat(verified.caller()).isEqualTo(new Caller("oidc:importer", "north", Role.TRADER));
    assertThat(verified.id()).isEqualTo("oidc:1");
    assertThat(verified.expiresAt()).isEqualTo(by.clock.instant().plusSeconds(300));
    assertThat(by.asked("/jwks")).isEqualTo(1);
  }

  @Test
  void onlyTokensThatNameTheProviderAreItsBusiness() {
    assertThat(gate.tokens.recognises(HandProvider.sign(by.claims()))).isTrue();
    assertThat(gate.tokens.recognises(HandProvider.sign(by.claims().issuer("spinreserve"))))
        .isFalse();
    assertThat(gate.tokens.recognises(HandProvider.sign(by.claims().issuer(null)))).isFalse();
    for (String text : new String[] {"", "a", "a.b", "a.b.c", "..", "a.!!.c", "a.W10.c"}) {
      assertThat(gate.tokens.recognises(text)).as(text).isFalse();
    }
  }

  @Test
  void everyClaimIsRequiredAndChecked() {
    assertThat(gate.refused(by.claims().expirationTime(null))).contains("no claim 'exp'");
    assertThat(gate.refused(by.claims().expirationTime(Date.from(by.clock.instant()))))
        .contains("expired");
    assertThat(gate.refused(by.claims().issueTime(null))).contains("no claim 'iat'");
    assertThat(gate.refused(by.claims().issueTime(in(60)))).contains("not valid yet");
    assertThat(gate.refused(by.claims().notBeforeTime(in(60)))).contains("not valid yet");
    assertThat(gate.refused(by.claims().issuer(null))).contains("another issuer");
    assertThat(gate.refused(by.claims().issuer(HandProvider.ISSUER + "/")))
        .contains("another issuer");
    assertThat(gate.refused(by.claims().audience((String) null))).contains("another audience");
    assertThat(gate.refused(by.claims().audience("desk"))).contains("another audience");
    assertThat(gate.refused(by.claims().subject(null))).contains("no claim 'sub'");
    assertThat(gate.refused(by.claims().claim("exp", "soon"))).contains("cannot be read");
  }

  @Test
  void whoHasNoRoleHereIsNotLetIn() {
    for (Object roles : new Object[] {List.of("others"), "other", 7, List.of(1, 2), Map.of()}) {
      String token = HandProvider.sign(by.claims().claim("roles", roles));

      assertThat(gate.failure(token).failure()).as("%s", roles).isEqualTo(Failure.FORBIDDEN);
    }
  }

  @Test
  void anIdTokenIsNoAccessToken() {
    assertThat(gate.refused(by.idClaims(SignInAttempt.begin()))).contains("another audience");
  }

  @Test
  void anOversizedTokenIsRefusedBeforeItIsRead() {
    String token = HandProvider.sign(by.claims().claim("padding", "x".repeat(9000)));

    assertThat(gate.failure(token).detail()).contains("longer than");
    assertThat(by.requests).isEmpty();
  }

  private Date in(long seconds) {
    return Date.from(by.clock.instant().plusSeconds(seconds));
  }
}
