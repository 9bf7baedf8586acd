package verticles.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.audit.AuditConfig;
import verticles.audit.AuditEvent;
import verticles.audit.AuditEvent.Who;
import verticles.audit.Auditing;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.postgres.Postgres;
import verticles.testing.PlainPostgres;
import verticles.testing.SettableClock;
import verticles.testing.TestPostgres;

class AccountDataTest {
  private static final Who ADMIN = new Who("root", "", "10.0.0.9");

  private final Vertx vertx = Vertx.vertx();
  private final Postgres postgres = new PlainPostgres(vertx, TestPostgres.migrated());
  private final SettableClock clock = new SettableClock("2026-11-21T08:00:00Z");
  private final Consents consents = new Consents(postgres, address -> new byte[32], clock);
  private final List<String> signedOut = new CopyOnWriteArrayList<>();
  private Auditing auditing;
  private AccountData data;

  @BeforeEach
  void fill(@TempDir Path folder) {
    auditing =
        Auditing.open(
            vertx,
            postgres,
            new AuditConfig(Duration.ofDays(400), new Secret(""), new Secret("")),
            folder,
            Set.of(),
            clock);
    data =
        new AccountData(
            postgres,
            auditing.log(),
            auditing.reader(),
            List.of(),
            user -> {
              signedOut.add(user);
              return Future.succeededFuture();
            },
            clock);
    for (String user : List.of("ann", "bob")) {
      run(
          "INSERT INTO account (username, password_hash, role) VALUES ('%s', '$argon2id$secret', 'trader')"
              .formatted(user));
      run(
          "INSERT INTO service_token (id, name, hash, role, organisation_id, scopes, created_by, created_at, expires_at) VALUES (gen_random_uuid()::text, 'feed-' || md5('%1$s'), sha256('%1$s'), 'viewer', '', '{data:read}', '%1$s', now(), now())"
              .formatted(user));
      consents
          .set(user, new ConsentChange(ConsentPurpose.PUSH, true, 1, "10.0.0.1", "Browser", "test"))
          .await();
      auditing
          .log()
          .write(
              AuditEvent.done(
                  clock.instant(), new Who(user, "north", "10.0.0.1"), "signIn", "account/" + user))
          .await();
    }
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void run(String sql) {
    postgres.query(sql, Tuple.tuple()).await();
  }

  private String everything() {
    StringBuilder text = new StringBuilder();
    for (StoredTable table : Register.TABLES) {
      postgres
          .query("SELECT t::text FROM %s t".formatted(table.name()), Tuple.tuple())
          .await()
          .forEach(
              row -> text.append(table.name()).append(' ').append(row.getString(0)).append('\n'));
    }
    return text.toString();
  }

  @Test
  void anExportHasEverythingAboutOneselfAndNothingAboutOthersAndNoSecret() {
    JsonObject export = data.export("ann").await();

    JsonObject tables = export.getJsonObject("data");
    assertThat(export.getString("user")).isEqualTo("ann");
    assertThat(tables.getJsonArray("account").getJsonObject(0).getString("role"))
        .isEqualTo("trader");
    assertThat(tables.getJsonArray("consent").getJsonObject(0).getString("user_agent"))
        .isEqualTo("Browser");
    assertThat(tables.getJsonArray("service_token").getJsonObject(0).getString("created_by"))
        .isEqualTo("ann");
    assertThat(tables.getJsonArray("audit").getJsonObject(0).getString("operation"))
        .isEqualTo("signIn");
    assertThat(export.encode()).doesNotContain("argon2id").doesNotContain("bob");
  }

  @Test
  void afterAnErasureTheNameIsNowhereTheOthersAreAndTheChainHolds() {
    Map<String, Long> erased = data.erase(ADMIN, "ann", "r-1").await();
    auditing.log().write(AuditEvent.done(clock.instant(), ADMIN, "later", "")).await();

    assertThat(erased)
        .containsEntry("account", 1L)
        .containsEntry("consent", 1L)
        .containsEntry("service_token", 1L)
        .containsEntry("audit", 2L);
    assertThat(signedOut).containsExactly("ann");
    assertThat(everything()).doesNotContain("ann").contains("bob").contains("(erased)");
    assertThat(auditing.reader().verify(1, Long.MAX_VALUE).await().broken()).isEmpty();
    assertThat(auditing.reader().verify(1, Long.MAX_VALUE).await().erased()).isEqualTo(2);
  }

  @Test
  void whoErasesHimselfLeavesNoNameEither() {
    data.erase(new Who("ann", "north", "10.0.0.1"), "ann", "r-1").await();
    auditing.log().write(AuditEvent.done(clock.instant(), ADMIN, "later", "")).await();

    assertThat(everything()).doesNotContain("ann");
    assertThat(auditing.reader().verify(1, Long.MAX_VALUE).await().broken()).isEmpty();
  }

  @Test
  void anErasureMayBeRepeated() {
    data.erase(ADMIN, "ann", "r-1").await();

    assertThat(data.erase(ADMIN, "ann", "r-2").await()).containsEntry("account", 0L);
  }

  @Test
  void aConsentCountsUntilItIsWithdrawnOrTooOldOrItsTextChanged() {
    assertThat(consents.given("ann", ConsentPurpose.PUSH).await()).isTrue();
    assertThat(consents.given("ann", ConsentPurpose.RUM).await()).isFalse();
    clock.pass(Duration.ofDays(731));
    assertThat(consents.given("ann", ConsentPurpose.PUSH).await()).isFalse();
    ConsentChange again = new ConsentChange(ConsentPurpose.PUSH, true, 1, "", "", "test");
    consents.set("ann", again).await();
    assertThat(consents.given("ann", ConsentPurpose.PUSH).await()).isTrue();

    consents.set("ann", new ConsentChange(ConsentPurpose.PUSH, false, 1, "", "", "test")).await();

    assertThat(consents.given("ann", ConsentPurpose.PUSH).await()).isFalse();
    assertThatThrownBy(
            () ->
                consents
                    .set("ann", new ConsentChange(ConsentPurpose.PUSH, true, 2, "", "", "test"))
                    .await())
        .isInstanceOfSatisfying(
            FailureException.class,
            refused -> assertThat(refused.errors().getFirst().pointer()).isEqualTo("/textVersion"));
  }

  @Test
  void ofAVisitorOnlyADigestIsKept() {
    String id = "3q2-7wAAAAAAAAAAAAAAAA";
    ConsentChange change =
        new ConsentChange(ConsentPurpose.RUM, true, 1, "10.0.0.77", "Visitors-Browser", "test");
    consents.setByVisitor(id, change).await();

    assertThat(consents.givenByVisitor(id, ConsentPurpose.RUM).await()).isTrue();
    assertThat(consents.givenByVisitor("another-visitor-0000000", ConsentPurpose.RUM).await())
        .isFalse();
    assertThat(everything())
        .doesNotContain(id)
        .doesNotContain("10.0.0.77")
        .doesNotContain("Visitors-Browser");
  }

  @Test
  void proofsAreSweptAfterThreeYears() {
    assertThat(data.sweep().await()).isZero();

    clock.pass(Duration.ofDays(1096));

    assertThat(data.sweep().await()).isEqualTo(2);
  }
}
