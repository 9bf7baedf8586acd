package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.identity.Caller;
import verticles.identity.Role;

/** How a session goes on, and what ends it by itself. */
class SessionsTest extends OnTwoNodes {
  @BeforeEach
  void hire() throws Exception {
    hireAnn();
  }

  @Test
  void aProofGrowsOldWhateverIsRefreshedAndIsRenewedOnEveryNode() throws Exception {
    SessionGrant first = signIn();
    SessionMark mark = await(here.tokens.verify(first.token().text())).session().orElseThrow();
    assertThat(await(there.proofs.isRecent(mark))).isTrue();

    now = now.plus(IdentityNode.CONFIG.recentProof());
    await(here.sessions.refresh(first.refreshToken()));
    assertThat(await(there.proofs.isRecent(mark))).isFalse();

    await(here.proofs.renew(mark));
    assertThat(await(there.proofs.isRecent(mark))).isTrue();
    await(here.sessions.end("ann", mark.id()));
    assertThat(await(there.proofs.isRecent(mark))).isFalse();
  }

  @Test
  void aSessionGoesOnWithAnotherRefreshTokenEachTime() throws Exception {
    SessionGrant first = signIn();
    now = now.plusSeconds(60);

    SessionGrant second = await(there.sessions.refresh(first.refreshToken()));
    now = now.plusSeconds(60);
    SessionGrant third = await(here.sessions.refresh(second.refreshToken()));

    assertThat(third.caller()).isEqualTo(new Caller("ann", "north", Role.OPERATOR));
    assertThat(List.of(first.refreshToken(), second.refreshToken(), third.refreshToken()))
        .doesNotHaveDuplicates();
    assertThat(await(here.tokens.verify(third.token().text())).caller()).isEqualTo(third.caller());
  }

  @Test
  void aReplayedRefreshTokenEndsTheSessionOnEveryNode() throws Exception {
    SessionGrant stolen = signIn();
    now = now.plusSeconds(60);
    SessionGrant own = await(here.sessions.refresh(stolen.refreshToken()));
    now = now.plusSeconds(60);
    await(there.tokens.verify(own.token().text()));

    assertThat(failure(here.sessions.refresh(stolen.refreshToken())))
        .isEqualTo(Failure.UNAUTHENTICATED);

    assertThat(failure(here.sessions.refresh(own.refreshToken())))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(failure(here.tokens.verify(own.token().text()))).isEqualTo(Failure.UNAUTHENTICATED);
    // the other node hears nothing of it, and finds it
    assertThat(there.tokens.remembered(own.token().text())).isNotNull();
    await(there.revocations.look());
    assertThat(there.tokens.remembered(own.token().text())).isNull();
    assertThat(failure(there.tokens.verify(own.token().text()))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void twoTabsAtTheSameMomentAreGivenTheSameSuccessor() throws Exception {
    SessionGrant first = signIn();
    now = now.plusSeconds(60);

    Future<SessionGrant> one = here.sessions.refresh(first.refreshToken());
    Future<SessionGrant> other = there.sessions.refresh(first.refreshToken());
    String successor = await(one).refreshToken();
    now = now.plusSeconds(9);
    SessionGrant late = await(there.sessions.refresh(first.refreshToken()));

    assertThat(await(other).refreshToken()).isEqualTo(successor);
    assertThat(late.refreshToken()).isEqualTo(successor);
    now = now.plusSeconds(2);
    assertThat(failure(there.sessions.refresh(first.refreshToken())))
        .isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aRefreshTokenIsNotReplacedAgainWithinTheGrace() throws Exception {
    SessionGrant first = signIn();
    now = now.plusSeconds(5);

    assertThat(await(here.sessions.refresh(first.refreshToken())).refreshToken())
        .isEqualTo(first.refreshToken());
  }

  @Test
  void aGuessOfTheSecretEndsTheSessionAndGarbageEndsNothing() throws Exception {
    SessionGrant grant = signIn();
    String id = grant.refreshToken().split("\\.")[0];

    for (String garbage : List.of("", "x", id, id + ".short", "../" + grant.refreshToken())) {
      assertThat(failure(here.sessions.refresh(garbage))).isEqualTo(Failure.UNAUTHENTICATED);
    }
    assertThat(await(here.sessions.list("ann"))).hasSize(1);
    assertThat(failure(here.sessions.refresh(id + "." + "A".repeat(43))))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(await(here.sessions.list("ann"))).isEmpty();
  }

  @Test
  void anIdleSessionEndsAndABusyOneEndsAtItsLast() throws Exception {
    SessionGrant idle = signIn();
    String busy = signIn().refreshToken();
    for (int day = 1; day < 30; day++) {
      now = now.plus(Duration.ofDays(1));
      busy = await(here.sessions.refresh(busy)).refreshToken();
    }

    assertThat(failure(here.sessions.refresh(idle.refreshToken())))
        .isEqualTo(Failure.UNAUTHENTICATED);
    now = now.plus(Duration.ofDays(1));
    assertThat(failure(here.sessions.refresh(busy))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void somebodyWhomAnotherVouchesForNeedsNoAccount() throws Exception {
    Caller guest = new Caller("guest@example.org", "north", Role.TRADER);
    SessionGrant grant = await(here.sessions.begin(new SignedIn(guest, 0), "Firefox on Mac"));
    now = now.plusSeconds(60);

    assertThat(await(there.sessions.refresh(grant.refreshToken())).caller()).isEqualTo(guest);
  }

  @Test
  void theDatabaseHoldsNoSecretOfASession() throws Exception {
    SessionGrant grant = signIn();
    now = now.plusSeconds(60);
    SessionGrant next = await(here.sessions.refresh(grant.refreshToken()));

    String all =
        await(postgres.query("SELECT s::text AS row FROM session s", Tuple.tuple()))
            .iterator()
            .next()
            .getString("row");

    for (SessionGrant each : List.of(grant, next)) {
      assertThat(all).doesNotContain(each.refreshToken().split("\\.")[1]);
      assertThat(each.toString()).doesNotContain(each.refreshToken());
    }
  }
}
