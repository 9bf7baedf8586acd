package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.identity.Role;

/** Who and what ends a session, on every node. */
class SessionEndTest extends OnTwoNodes {
  @BeforeEach
  void hire() throws Exception {
    hireAnn();
  }

  @Test
  void nobodyEndsTheSessionOfSomebodyElse() throws Exception {
    await(here.desk.create("bob", PASSWORD, "north", Role.ADMIN));
    SessionGrant ann = signIn();
    String id = ann.refreshToken().split("\\.")[0];

    assertThat(await(here.sessions.end("bob", id))).isFalse();
    assertThat(await(here.sessions.list("bob"))).isEmpty();
    assertThat(await(here.sessions.list("ann")))
        .singleElement()
        .satisfies(view -> assertThat(view.device()).isEqualTo("Chrome on Linux"));
  }

  @Test
  void aNodeThatStartsLaterRefusesWhatWasSignedOutBefore(@TempDir Path data) throws Exception {
    SessionGrant one = signIn();
    SessionGrant other = signIn();
    assertThat(await(here.sessions.endAll("ann"))).isEqualTo(2);

    try (IdentityNode later = new IdentityNode(vertx, postgres, () -> now, data)) {
      await(later.ring.join("later"));
      long timer = await(later.revocations.start(vertx));
      vertx.cancelTimer(timer);

      for (SessionGrant grant : List.of(one, other)) {
        assertThat(failure(later.tokens.verify(grant.token().text())))
            .isEqualTo(Failure.UNAUTHENTICATED);
      }
    }
  }

  @Test
  void anotherRoleCountsOnTheOtherNodeAndTheSessionGoesOnWithIt() throws Exception {
    SessionGrant before = signIn();
    await(there.tokens.verify(before.token().text()));

    await(here.desk.change("ann", change(Optional.of(Role.VIEWER), Optional.empty())));
    await(there.revocations.look());

    assertThat(failure(there.tokens.verify(before.token().text())))
        .isEqualTo(Failure.UNAUTHENTICATED);
    SessionGrant after = await(there.sessions.refresh(before.refreshToken()));
    assertThat(await(there.tokens.verify(after.token().text())).caller().role())
        .isEqualTo(Role.VIEWER);
  }

  @Test
  void aDisabledAccountIsOutOnEveryNode() throws Exception {
    SessionGrant grant = signIn();

    await(here.desk.change("ann", change(Optional.empty(), Optional.of(true))));
    await(there.revocations.look());

    assertThat(failure(there.tokens.verify(grant.token().text())))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(failure(there.sessions.refresh(grant.refreshToken())))
        .isEqualTo(Failure.UNAUTHENTICATED);
    await(here.desk.change("ann", change(Optional.empty(), Optional.of(false))));
    assertThat(failure(there.sessions.refresh(grant.refreshToken())))
        .isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void anotherPasswordEndsTheOtherSessions() throws Exception {
    SessionGrant own = signIn();
    SessionGrant other = signIn();
    String id = own.refreshToken().split("\\.")[0];

    await(here.desk.password("ann", "another long one", id));

    assertThat(failure(here.tokens.verify(other.token().text())))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(failure(here.sessions.refresh(other.refreshToken())))
        .isEqualTo(Failure.UNAUTHENTICATED);
    SessionGrant next = await(here.sessions.refresh(own.refreshToken()));
    assertThat(await(here.tokens.verify(next.token().text())).caller().user()).isEqualTo("ann");
    assertThat(failure(here.accounts.verify("ann", PASSWORD))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void whoWasCheckedBeforeTheAccountChangedIsNotLetIn() throws Exception {
    SignedIn checked = await(here.accounts.verify("ann", PASSWORD));
    await(there.desk.password("ann", "another long one", ""));

    assertThat(failure(here.sessions.begin(checked, "late"))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  private static AccountChange change(Optional<Role> role, Optional<Boolean> disabled) {
    return new AccountChange(role, Optional.empty(), disabled);
  }
}
