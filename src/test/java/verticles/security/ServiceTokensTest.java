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
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.testing.Eventually;
import verticles.testing.TestPostgres;

class ServiceTokensTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static PlainPostgres postgres;

  private volatile Instant now = Instant.now();
  private IdentityNode here;
  private IdentityNode there;

  @BeforeAll
  static void connect() {
    postgres = new PlainPostgres(VERTX, TestPostgres.migrated());
  }

  @AfterAll
  static void stop() throws Exception {
    await(VERTX.close());
  }

  @BeforeEach
  void open(@TempDir Path one, @TempDir Path other) throws Exception {
    await(postgres.query("DELETE FROM service_token", Tuple.tuple()));
    here = new IdentityNode(VERTX, postgres, () -> now, one);
    there = new IdentityNode(VERTX, postgres, () -> now, other);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void aServiceIsKnownOnEveryNodeWithItsRoleAndScopes() throws Exception {
    String text = await(make("price-import")).text();

    VerifiedToken verified = await(there.tokens.verify(text));

    assertThat(verified.caller())
        .isEqualTo(new Caller("service/price-import", "north", Role.TRADER));
    assertThat(verified.scopes().allow("market:write")).isTrue();
    assertThat(verified.scopes().allow("market:read")).isFalse();
    assertThat(verified.expiresAt()).isBeforeOrEqualTo(now.plus(Duration.ofDays(1)));
    assertThat(there.tokens.remembered(text)).isNotNull();
    // written behind the request's back
    Eventually.holds(
        () -> assertThat(await(here.services.list()).getFirst().lastUsedAt()).isPresent());
  }

  @Test
  void aRevokedTokenIsRefusedAlsoWhereItWasRememberedAndNobodyHeard() throws Exception {
    ServiceToken.Made made = await(make("price-import"));
    await(there.tokens.verify(made.text()));

    await(here.services.revoke(made.token().id()));
    await(there.revocations.look());

    assertThat(there.tokens.remembered(made.text())).isNull();
    assertThat(failure(there.tokens.verify(made.text()))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(await(here.services.list())).isEmpty();
    assertThat(failure(here.services.revoke(made.token().id()))).isEqualTo(Failure.NOT_FOUND);
    await(make("price-import"));
  }

  @Test
  void anExpiredUnknownOrMalformedTokenIsRefused() throws Exception {
    String text = await(make("price-import")).text();
    now = now.plus(Duration.ofDays(2));

    for (String token : new String[] {text, "srt_", "srt_" + "A".repeat(43), text + "A"}) {
      assertThat(failure(here.tokens.verify(token))).isEqualTo(Failure.UNAUTHENTICATED);
    }
  }

  @Test
  void aNameIsTakenOnceAndTheSecretIsNotStored() throws Exception {
    ServiceToken.Made made = await(make("price-import"));

    assertThat(failure(make("price-import"))).isEqualTo(Failure.CONFLICT);
    assertThat(made.toString()).doesNotContain(made.text());
    String row =
        await(postgres.query("SELECT t::text AS row FROM service_token t", Tuple.tuple()))
            .iterator()
            .next()
            .getString("row");
    assertThat(row).doesNotContain(made.text().substring(4));
  }

  private Future<ServiceToken.Made> make(String name) {
    return here.services.make(
        new ServiceToken.Wanted(
            name, Role.TRADER, "north", Set.of("market:write"), now.plus(Duration.ofDays(1))),
        "ann");
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
