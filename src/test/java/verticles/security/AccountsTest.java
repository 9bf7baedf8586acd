package verticles.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Accounts with their names, passwords and roles. */
class AccountsTest extends OnOneNode {
  @Test
  void anAccountSignsInWithItsPasswordAndNoOther() throws Exception {
    await(desk.create("Ann", "correct horse battery", "north", Role.TRADER));

    assertThat(await(accounts.verify("ann", "correct horse battery")).caller())
        .isEqualTo(new Caller("ann", "north", Role.TRADER));
    assertThat(failure(accounts.verify("ann", "correct horse batterz")))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(failure(accounts.verify("bob", "correct horse battery")))
        .isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aTakenNameAnEmptyNameAndAShortPasswordAreRefused() throws Exception {
    await(desk.create("ann", "correct horse battery", "", Role.VIEWER));

    assertThat(failure(desk.create("ANN", "another long one", "", Role.VIEWER)))
        .isEqualTo(Failure.CONFLICT);
    assertThat(refused("", "another long one", "").pointer()).isEqualTo("/username");
    assertThat(refused("bob", "short", "").pointer()).isEqualTo("/password");
    assertThat(refused("bob", "another long one", "No!").pointer()).isEqualTo("/organisation");
  }

  @Test
  void aDisabledAccountIsToldSoOnlyWithItsPassword() throws Exception {
    await(desk.create("ann", "correct horse battery", "", Role.VIEWER));
    await(
        desk.change(
            "ann", new AccountChange(Optional.empty(), Optional.empty(), Optional.of(true))));

    assertThat(failure(accounts.verify("ann", "wrong password")))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(failure(accounts.verify("ann", "correct horse battery")))
        .isEqualTo(Failure.FORBIDDEN);
    assertThat(await(accounts.known("ann"))).isEmpty();
  }

  @Test
  void accountsAreListedByNameFromACursorOn() throws Exception {
    for (String name : List.of("cleo", "ann", "bob")) {
      await(desk.create(name, "correct horse battery", "north", Role.VIEWER));
    }

    List<AccountView> page = await(desk.list("ann", 1));

    assertThat(page).extracting(AccountView::username).containsExactly("bob");
    assertThat(await(desk.list("", 10))).hasSize(3);
    assertThat(failure(desk.find("dora"))).isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void theDemoAccountKeepsItsPasswordAndIsRepaired(@TempDir Path data) throws Exception {
    DemoAccount first = await(accounts.ensureDemo(data));
    DemoAccount second = await(accounts.ensureDemo(data));
    await(
        postgres.query(
            "UPDATE account SET password_hash = '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA'",
            Tuple.tuple()));
    DemoAccount repaired = await(accounts.ensureDemo(data));

    assertThat(second).isEqualTo(first);
    assertThat(repaired).isEqualTo(first);
    assertThat(await(accounts.verify("demo", first.password())).caller())
        .isEqualTo(new Caller("demo", "sim-north", Role.TRADER));
  }

  @Test
  void aNodeAcceptsTheTokensOfAnotherThatRegistered(@TempDir Path here, @TempDir Path there)
      throws Exception {
    SecurityConfig config =
        new SecurityConfig(Duration.ofHours(1), "spinreserve", Duration.ofMinutes(1));
    SigningKeys ours = SigningKeys.open(here);
    SigningKeys theirs = SigningKeys.open(there);
    KeyRing ring = KeyRing.shared(ours, postgres, () -> now);
    await(ring.join("node-1"));
    Tokens tokens = new Tokens(ours, ring, config, () -> now);
    Caller ann = new Caller("ann", "north", Role.ADMIN);
    String foreign = new Tokens(theirs, KeyRing.alone(theirs), config, () -> now).issue(ann).text();
    assertThat(failure(tokens.verify(foreign))).isEqualTo(Failure.UNAUTHENTICATED);

    await(KeyRing.shared(theirs, postgres, () -> now).join("node-2"));

    assertThat(failure(tokens.verify(foreign))).isEqualTo(Failure.UNAUTHENTICATED);
    now = now.plusSeconds(1);
    assertThat(await(tokens.verify(foreign)).caller()).isEqualTo(ann);
  }

  @Test
  void aHashIsMadeAnewEachTimeAndGarbageMatchesNothing() {
    String hash = PasswordHash.of("correct horse battery");

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(PasswordHash.of("correct horse battery")).isNotEqualTo(hash);
    assertThat(PasswordHash.matches("correct horse battery", hash)).isTrue();
    assertThat(PasswordHash.matches("correct horse battery", "$argon2id$garbage")).isFalse();
    assertThat(PasswordHash.matches("", "")).isFalse();
  }

  private FieldError refused(String name, String password, String organisation) {
    var thrown =
        catchThrowableOfType(
            FailureException.class, () -> desk.create(name, password, organisation, Role.VIEWER));
    assertThat(requireNonNull(thrown).failure()).isEqualTo(Failure.BAD_REQUEST);
    return thrown.errors().getFirst();
  }
}
