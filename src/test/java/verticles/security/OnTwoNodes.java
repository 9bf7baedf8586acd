package verticles.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.identity.Role;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** Two nodes on one database whose announcements reach nobody but themselves. */
abstract class OnTwoNodes {
  static final String PASSWORD = "correct horse battery";
  static Vertx vertx;
  static PlainPostgres postgres;

  volatile Instant now = Instant.now();
  Path folder;
  IdentityNode here;
  IdentityNode there;

  @BeforeAll
  static void connect() {
    vertx = Vertx.vertx();
    postgres = new PlainPostgres(vertx, TestPostgres.migrated());
  }

  @AfterAll
  static void stop() throws Exception {
    await(vertx.close());
  }

  @BeforeEach
  void open(@TempDir Path one, @TempDir Path other) throws Exception {
    for (String table :
        new String[] {"account", "session", "revocation", "signing_key", "service_token"}) {
      await(postgres.query("DELETE FROM " + table, Tuple.tuple()));
    }
    folder = one;
    here = new IdentityNode(vertx, postgres, () -> now, one);
    there = new IdentityNode(vertx, postgres, () -> now, other);
    await(here.ring.join("here"));
    await(there.ring.join("there"));
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  /** Ann has an account from here on. */
  void hireAnn() throws Exception {
    await(here.desk.create("ann", PASSWORD, "north", Role.OPERATOR));
  }

  /** A session of Ann. */
  SessionGrant signIn() throws Exception {
    SignedIn ann = await(here.accounts.verify("ann", PASSWORD));
    return await(here.sessions.begin(ann, "Chrome on Linux"));
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  static Failure failure(Future<?> future) {
    var thrown = catchThrowableOfType(ExecutionException.class, () -> await(future));
    assertThat(thrown).isNotNull();
    return Failures.of(requireNonNull(thrown.getCause())).failure();
  }
}
