package verticles.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import com.yubico.webauthn.data.ByteArray;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.postgres.Postgres;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** What is kept of passkeys and of what browsers were asked, in a real database. */
class PasskeysTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static Postgres postgres;
  private static Passkeys passkeys;
  private static Challenges challenges;
  private static PasskeyTable table;

  @BeforeAll
  static void open() {
    postgres = new PlainPostgres(VERTX, TestPostgres.migrated());
    passkeys = new Passkeys(VERTX, postgres, new PasskeyConfig("localhost", List.of()));
    challenges = new Challenges(postgres);
    table = new PasskeyTable(postgres);
  }

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @BeforeEach
  void twoAccounts() {
    run("DELETE FROM account");
    run(
        "INSERT INTO account (username, password_hash, organisation_id, role) VALUES"
            + " ('ann', '$argon2id$x', 'north', 'trader'), ('bob', '$argon2id$x', 'south', 'admin')");
  }

  @Test
  void aChallengeForANewPasskeyNamesTheDomainAndDemandsUserVerification() {
    PasskeyChallenge asked = await(passkeys.askNew("ann"));

    JsonObject options = asked.options();
    assertThat(options.getJsonObject("rp").getString("id")).isEqualTo("localhost");
    assertThat(options.getJsonObject("user").getString("name")).isEqualTo("ann");
    assertThat(options.getJsonObject("authenticatorSelection"))
        .isEqualTo(
            JsonObject.of(
                "requireResidentKey", true,
                "residentKey", "required",
                "userVerification", "required"));
    assertThat(options.getString("challenge")).hasSizeGreaterThanOrEqualTo(43);
  }

  @Test
  void theHandleOfAnAccountStaysTheSameAndTellsNothing() {
    ByteArray first = await(table.handle("ann")).orElseThrow();

    assertThat(await(table.handle("ann"))).contains(first);
    assertThat(await(table.handle("bob"))).isPresent().isNotEqualTo(first);
  }

  @Test
  void whoHasNoLocalAccountHasNoPasskeys() {
    assertThat(refused(passkeys.askNew("oidc:ann"))).isEqualTo(Failure.FORBIDDEN);
    assertThat(await(passkeys.list("oidc:ann"))).isEmpty();
  }

  @Test
  void aChallengeIsAnsweredOnceByTheUserItWasFor() {
    String forAnn = await(challenges.keepFor("ann", "{}"));
    String forAnybody = await(challenges.keep("{}"));

    assertThat(refused(challenges.takeOf("bob", forAnn))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused(challenges.take(forAnn))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused(challenges.takeOf("ann", forAnybody))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(await(challenges.takeOf("ann", forAnn))).isEqualTo("{}");
    assertThat(refused(challenges.takeOf("ann", forAnn))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(await(challenges.take(forAnybody))).isEqualTo("{}");
    assertThat(refused(challenges.take(forAnybody))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aChallengeIsGoodForTwoMinutes() {
    String id = await(challenges.keep("{}"));
    var left =
        await(
            postgres.query(
                "SELECT extract(epoch FROM expires_at - now())::int AS seconds"
                    + " FROM passkey_challenge WHERE id = $1",
                Tuple.of(id)));
    assertThat(left.iterator().next().getInteger("seconds")).isBetween(1, 120);

    run("UPDATE passkey_challenge SET expires_at = now() - interval '1 second'");

    assertThat(refused(challenges.take(id))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void oldChallengesAreSweptAway() {
    await(challenges.keep("{}"));
    run("UPDATE passkey_challenge SET expires_at = now() - interval '1 second'");

    await(challenges.keep("{}"));

    var rows = await(postgres.query("SELECT 1 FROM passkey_challenge", Tuple.tuple()));
    assertThat(rows.size()).isEqualTo(1);
  }

  @Test
  void aCredentialThatNoBrowserMadeIsRefusedAndUsesItsChallengeUp() {
    PasskeyChallenge asked = await(passkeys.askNew("ann"));
    JsonObject garbage = JsonObject.of("id", "AA", "type", "public-key");

    assertThat(refused(passkeys.add("ann", asked.id(), "mine", garbage)))
        .isEqualTo(Failure.BAD_REQUEST);
    assertThat(refused(passkeys.add("ann", asked.id(), "mine", garbage)))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused(passkeys.check(await(passkeys.ask()).id(), garbage)))
        .isEqualTo(Failure.BAD_REQUEST);
  }

  @Test
  void nobodySeesRenamesOrDeletesThePasskeyOfAnother() {
    UUID anns = UUID.fromString(add("ann", "phone", 1).id());

    assertThat(await(passkeys.list("bob"))).isEmpty();
    assertThat(refused(passkeys.find("bob", anns))).isEqualTo(Failure.NOT_FOUND);
    assertThat(refused(passkeys.rename("bob", anns, "mine"))).isEqualTo(Failure.NOT_FOUND);
    assertThat(refused(passkeys.delete("bob", anns))).isEqualTo(Failure.NOT_FOUND);
    assertThat(await(passkeys.rename("ann", anns, "tablet")).name()).isEqualTo("tablet");
    assertThat(await(passkeys.delete("ann", anns)).name()).isEqualTo("tablet");
    assertThat(await(passkeys.list("ann"))).isEmpty();
  }

  @Test
  void aCredentialIsRegisteredOnce() {
    add("ann", "phone", 1);

    assertThat(await(addAgain("bob", 1))).isEmpty();
  }

  @Test
  void aCounterThatDoesNotGoForwardIsRefusedAndMarksThePasskey() {
    String id = add("ann", "key", 2).id();
    assertThat(await(table.used(id, 5, false))).isTrue();
    assertThat(await(passkeys.list("ann")).getFirst().suspectedAt()).isEmpty();

    assertThat(await(table.used(id, 5, false))).isFalse();
    assertThat(await(table.used(id, 0, false))).isFalse();

    Passkey marked = await(passkeys.list("ann")).getFirst();
    assertThat(marked.suspectedAt()).isPresent();
    assertThat(await(table.used(id, 6, false))).isTrue();
    assertThat(await(passkeys.list("ann")).getFirst().suspectedAt())
        .isEqualTo(marked.suspectedAt());
  }

  @Test
  void aPasskeyThatCountsNothingIsNotSuspected() {
    String id = add("ann", "phone", 0).id();

    assertThat(await(table.used(id, 0, true))).isTrue();
    assertThat(await(table.used(id, 0, true))).isTrue();

    Passkey used = await(passkeys.list("ann")).getFirst();
    assertThat(used.suspectedAt()).isEmpty();
    assertThat(used.lastUsedAt()).isPresent();
    assertThat(used.synced()).isTrue();
  }

  @Test
  void thereIsAMostOfPasskeys() {
    for (int i = 0; i < 20; i++) {
      add("ann", "key", 100 + i);
    }

    assertThat(refused(passkeys.askNew("ann"))).isEqualTo(Failure.CONFLICT);
  }

  @Test
  void thePasskeysOfAnAccountGoWithIt() {
    add("ann", "phone", 1);

    run("DELETE FROM account WHERE username = 'ann'");

    assertThat(await(passkeys.list("ann"))).isEmpty();
  }

  private static Passkey add(String user, String name, int seed) {
    await(table.handle(user));
    ByteArray credential = new ByteArray(new byte[] {(byte) seed});
    return await(table.add(user, name, credential, credential, seed == 2 ? 2 : 0, false))
        .orElseThrow();
  }

  private static Future<Optional<Passkey>> addAgain(String user, int seed) {
    ByteArray credential = new ByteArray(new byte[] {(byte) seed});
    return table
        .handle(user)
        .compose(handle -> table.add(user, "stolen", credential, credential, 0, false));
  }

  private static Failure refused(Future<?> future) {
    return Failures.of(failure(future)).failure();
  }

  private static void run(String sql) {
    await(postgres.query(sql, Tuple.tuple()));
  }
}
