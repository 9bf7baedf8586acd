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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.bus.FieldError;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class AccountsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static PlainPostgres postgres;

  private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private IdentityNode node;
  private Accounts accounts;
  private AccountDesk desk;

  @BeforeAll
  static void connect() {
    postgres = new PlainPostgres(VERTX, TestPostgres.migrated());
  }

  @AfterAll
  static void stop() throws Exception {
    await(VERTX.close());
  }

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    for (String table : new String[] {"account", "session", "revocation", "sign_in_failure"}) {
      await(postgres.query("DELETE FROM " + table, Tuple.tuple()));
    }
    node = new IdentityNode(VERTX, postgres, () -> now, data);
    accounts = node.accounts;
    desk = node.desk;
  }

  @AfterEach
  void close() {
    node.close();
  }

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
  void afterThreeWrongPasswordsANameMustWaitKnownOrNot() throws Exception {
    await(desk.create("ann", "correct horse battery", "", Role.VIEWER));
    for (String name : new String[] {"ann", "nobody"}) {
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThat(failure(accounts.verify(name, "wrong password")))
            .isEqualTo(Failure.UNAUTHENTICATED);
      }
      assertThat(failure(accounts.verify(name, "correct horse battery")))
          .isEqualTo(Failure.TOO_MANY);
    }

    now = now.plusSeconds(2);

    assertThat(await(accounts.verify("ann", "correct horse battery")).caller().user())
        .isEqualTo("ann");
  }

  @Test
  void theWaitHoldsOnEveryNodeAndForAHundredAtOnce(@TempDir Path elsewhere) throws Exception {
    try (IdentityNode other = new IdentityNode(VERTX, postgres, () -> now, elsewhere)) {
      theWaitHolds(other);
    }
  }

  private void theWaitHolds(IdentityNode other) throws Exception {
    await(desk.create("ann", "correct horse battery", "", Role.VIEWER));
    for (Accounts here : List.of(accounts, other.accounts, accounts)) {
      assertThat(failure(here.verify("ann", "wrong password"))).isEqualTo(Failure.UNAUTHENTICATED);
    }
    assertThat(failure(other.accounts.verify("ann", "correct horse battery")))
        .isEqualTo(Failure.TOO_MANY);
    now = now.plusSeconds(2);
    long before = node.checks() + other.checks();

    List<Future<SignedIn>> guesses = new ArrayList<>();
    for (int guess = 0; guess < 100; guess++) {
      guesses.add((guess % 2 == 0 ? node : other).accounts.verify("ann", "wrong " + guess));
    }
    List<Failure> outcomes = guesses.stream().map(AccountsTest::failure).toList();

    assertThat(outcomes).containsOnlyOnce(Failure.UNAUTHENTICATED).contains(Failure.TOO_MANY);
    assertThat(node.checks() + other.checks()).isEqualTo(before + 1);
  }

  @Test
  void anUnknownNameIsTheSameWorkAsAWrongPassword() throws Exception {
    await(desk.create("ann", "correct horse battery", "", Role.VIEWER));
    List<Long> work = new ArrayList<>();
    for (String name : new String[] {"ann", "nobody"}) {
      long before = node.checks();
      assertThat(failure(accounts.verify(name, "wrong password")))
          .isEqualTo(Failure.UNAUTHENTICATED);
      work.add(node.checks() - before);
    }

    assertThat(work).containsExactly(1L, 1L);
  }

  @Test
  void anUnknownNameTakesAsLongAsAWrongPassword() throws Exception {
    List<Double> known = new ArrayList<>();
    List<Double> unknown = new ArrayList<>();
    for (int round = 0; round < 9; round++) {
      await(desk.create("ann" + round, "correct horse battery", "", Role.VIEWER));
      known.add(seconds("ann" + round));
      unknown.add(seconds("nobody" + round));
    }

    // without the same work it is a hundredth
    assertThat(median(unknown)).isBetween(median(known) / 4, median(known) * 4);
  }

  private double seconds(String name) {
    long begin = System.nanoTime();
    assertThat(failure(accounts.verify(name, "wrong password"))).isEqualTo(Failure.UNAUTHENTICATED);
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
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

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Failure failure(Future<?> future) {
    var thrown = catchThrowableOfType(ExecutionException.class, () -> await(future));
    assertThat(thrown).isNotNull();
    return Failures.of(requireNonNull(thrown.getCause())).failure();
  }
}
