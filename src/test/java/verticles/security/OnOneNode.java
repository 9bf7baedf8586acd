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
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** One node with accounts on a real database, at a time that each test sets. */
abstract class OnOneNode {
  static Vertx vertx;
  static PlainPostgres postgres;

  volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  IdentityNode node;
  Accounts accounts;
  AccountDesk desk;

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
  void open(@TempDir Path data) throws Exception {
    for (String table : new String[] {"account", "session", "revocation", "sign_in_failure"}) {
      await(postgres.query("DELETE FROM " + table, Tuple.tuple()));
    }
    node = new IdentityNode(vertx, postgres, () -> now, data);
    accounts = node.accounts;
    desk = node.desk;
  }

  @AfterEach
  void close() {
    node.close();
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
