package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.security.TokenDesk.ANN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;

/** How long a token counts, and for whom. */
class TokensTest {
  private TokenDesk desk;

  @BeforeEach
  void open(@TempDir Path data) {
    desk = new TokenDesk(data);
  }

  @Test
  void anIssuedTokenNamesItsCallerAgain() {
    VerifiedToken verified = desk.accepted(desk.tokens.issue(ANN).text());

    assertThat(verified.caller()).isEqualTo(ANN);
    assertThat(verified.expiresAt()).isEqualTo(desk.now.plus(Duration.ofHours(1)));
  }

  @Test
  void theKeyIsKeptAndOnlyItsOwnerCanReadIt(@TempDir Path data) throws Exception {
    Path file = data.resolve("keys/signing-key.json");

    SigningKeys made = SigningKeys.open(data);

    assertThat(SigningKeys.open(data).publicKey()).isEqualTo(made.publicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keys"))))
        .isEqualTo("rwx------");
  }

  @Test
  void anExpiredTokenIsRefusedAlsoWhenItIsRemembered() {
    String token = desk.tokens.issue(ANN, Duration.ofSeconds(40)).text();
    desk.accepted(token);
    assertThat(desk.tokens.remembered(token)).isNotNull();

    desk.now = desk.now.plusSeconds(40);

    assertThat(desk.tokens.remembered(token)).isNull();
    assertThat(desk.refused(token)).isEqualTo("The token expired at 2026-11-20T12:00:40Z.");
  }

  @Test
  void aTokenIsVerifiedAgainWhenItWasRememberedForLong() {
    String token = desk.tokens.issue(ANN).text();
    desk.accepted(token);

    desk.now = desk.now.plusSeconds(61);

    assertThat(desk.tokens.remembered(token)).isNull();
    assertThat(desk.accepted(token).trustedUntilMillis())
        .isEqualTo(desk.now.plusSeconds(60).toEpochMilli());
  }

  @Test
  void aTokenOfAnEndedSessionIsRefusedAndThoseOfOthersAreNot() {
    String ended = desk.tokens.issue(ANN, new SessionMark("session-1", 3)).text();
    String other = desk.tokens.issue(ANN, new SessionMark("session-2", 3)).text();
    VerifiedToken kept = desk.accepted(ended);

    desk.tokens.revoke(
        new SecurityMessage.Revoked(
            SecurityMessage.Kind.SESSION, "session-1", 0, desk.now.plusSeconds(3600)));

    assertThat(desk.tokens.remembered(ended)).isNull();
    assertThat(desk.tokens.isRevoked(kept)).isTrue();
    assertThat(desk.refused(ended)).isEqualTo("The token was signed out.");
    assertThat(desk.accepted(other).session()).contains(new SessionMark("session-2", 3));
  }

  @Test
  void whatAnAccountWasGrantedBeforeAChangeIsRefused() {
    String before = desk.tokens.issue(ANN, new SessionMark("session-1", 3)).text();
    String after = desk.tokens.issue(ANN, new SessionMark("session-1", 4)).text();
    String ofOther =
        desk.tokens
            .issue(new Caller("bob", "north", Role.TRADER), new SessionMark("session-2", 3))
            .text();
    String ofNoAccount = desk.tokens.issue(ANN).text();
    desk.accepted(before);

    desk.tokens.revoke(
        new SecurityMessage.Revoked(
            SecurityMessage.Kind.ACCOUNT, "ann", 4, desk.now.plusSeconds(3600)));

    assertThat(desk.refused(before)).isEqualTo("The token was signed out.");
    desk.accepted(after);
    desk.accepted(ofOther);
    desk.accepted(ofNoAccount);
  }

  @Test
  void aRevocationIsForgottenWhenAllThatItConcernsHasExpired() {
    String token = desk.tokens.issue(ANN, Duration.ofSeconds(40)).text();
    VerifiedToken verified = desk.accepted(token);
    desk.tokens.revoke(SecurityMessage.Revoked.token(verified.id(), verified.expiresAt()));

    desk.now = desk.now.plusSeconds(40);
    desk.tokens.forgetExpired();

    assertThat(desk.tokens.isRevoked(verified)).isFalse();
    assertThat(desk.refused(token)).contains("expired");
  }

  @Test
  void aSignedOutTokenIsRefused() {
    String token = desk.tokens.issue(ANN).text();
    VerifiedToken verified = desk.accepted(token);

    desk.tokens.revoke(SecurityMessage.Revoked.token(verified.id(), verified.expiresAt()));

    assertThat(desk.refused(token)).isEqualTo("The token was signed out.");
  }
}
