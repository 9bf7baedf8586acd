package verticles.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.testing.TestPostgres;

class AccountsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static PlainPostgres postgres;

  private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private Accounts accounts;

  @BeforeAll
  static void connect() {
    postgres = new PlainPostgres(VERTX, TestPostgres.migrated());
  }

  @AfterAll
  static void stop() throws Exception {
    await(VERTX.close());
  }

  @BeforeEach
  void open() throws Exception {
    await(postgres.query("DELETE FROM account", Tuple.tuple()));
    accounts = new Accounts(VERTX, postgres, () -> now);
  }

  @Test
  void anAccountSignsInWithItsPasswordAndNoOther() throws Exception {
    await(accounts.create("Ann", "correct horse battery", "north", Role.TRADER));

    assertThat(await(accounts.verify("ann", "correct horse battery")))
        .isEqualTo(new Caller("ann", "north", Role.TRADER));
    assertThat(failure(accounts.verify("ann", "correct horse batterz")))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(failure(accounts.verify("bob", "correct horse battery")))
        .isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aTakenNameAnEmptyNameAndAShortPasswordAreRefused() throws Exception {
    await(accounts.create("ann", "correct horse battery", "", Role.VIEWER));

    assertThat(failure(accounts.create("ANN", "another long one", "", Role.VIEWER)))
        .isEqualTo(Failure.CONFLICT);
    assertThat(failure(accounts.create("", "another long one", "", Role.VIEWER)))
        .isEqualTo(Failure.BAD_REQUEST);
    assertThat(failure(accounts.create("bob", "short", "", Role.VIEWER)))
        .isEqualTo(Failure.BAD_REQUEST);
  }

  @Test
  void afterThreeWrongPasswordsANameMustWaitKnownOrNot() throws Exception {
    await(accounts.create("ann", "correct horse battery", "", Role.VIEWER));
    for (String name : new String[] {"ann", "nobody"}) {
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThat(failure(accounts.verify(name, "wrong password")))
            .isEqualTo(Failure.UNAUTHENTICATED);
      }
      assertThat(failure(accounts.verify(name, "correct horse battery")))
          .isEqualTo(Failure.TOO_MANY);
    }

    now = now.plusSeconds(2);

    assertThat(await(accounts.verify("ann", "correct horse battery")).user()).isEqualTo("ann");
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
    assertThat(await(accounts.verify("demo", first.password())))
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

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Failure failure(Future<?> future) {
    var thrown = catchThrowableOfType(ExecutionException.class, () -> await(future));
    assertThat(thrown).isNotNull();
    return Failures.of(requireNonNull(thrown.getCause())).failure();
  }
}
