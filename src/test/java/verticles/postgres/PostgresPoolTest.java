package verticles.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.DataSize;
import verticles.testing.Signals;

/** The pool against a real server that is stopped, frozen, restarted and kept busy. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class PostgresPoolTest {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  @TempDir static Path data;
  static Vertx vertx;
  static LocalPostgres server;
  private PostgresPool pool;

  @BeforeAll
  static void startServer() {
    vertx = Vertx.vertx();
    server = LocalPostgres.start(data);
  }

  @AfterAll
  static void stopServer() {
    server.stop();
    await(vertx.close());
  }

  @BeforeEach
  void openPool() {
    pool =
        new PostgresPool(
            vertx,
            server.target(),
            new PoolSettings(
                2,
                3,
                Duration.ofSeconds(1),
                Duration.ofMillis(1500),
                DEADLINE,
                Duration.ofMinutes(30)));
  }

  @AfterEach
  void closePool() {
    await(pool.close());
  }

  @Test
  void aQueryWithParametersReturnsItsRows() {
    RowSet<Row> rows = await(pool.query("SELECT $1::int + 1 AS sum", Tuple.of(41)));

    assertThat(rows.iterator().next().getInteger("sum")).isEqualTo(42);
  }

  @Test
  void connectionsAreUsedAgain() {
    for (int i = 0; i < 20; i++) {
      await(pool.query("SELECT $1::int", Tuple.of(i)));
    }

    assertThat(pool.connections()).isEqualTo(1);
  }

  @Test
  void rowsThatAreTooLargeAreRefusedBeforeTheyAreRead() {
    DataSize most = DataSize.ofMebibytes(1);
    String row = "SELECT repeat('x', $1::int)";

    FailureException one = failed(pool.query(row, Tuple.of(20_000_000), most));
    FailureException many =
        failed(
            pool.query(
                "SELECT repeat('x', 999) FROM generate_series(1, 2000)", Tuple.tuple(), most));

    assertThat(List.of(one.failure(), many.failure())).containsOnly(Failure.TOO_LARGE);
    assertThat(await(pool.query(row, Tuple.of(1_000_000), most)).size()).isEqualTo(1);
  }

  @Test
  void whatComesBetweenBoundedQueriesIsNotCounted() {
    DataSize most = DataSize.ofMebibytes(1);
    for (int i = 0; i < 3; i++) {
      await(pool.query("SELECT n, n::text FROM generate_series(1, 50000) n", Tuple.tuple(), most));
      await(pool.query("SELECT repeat('x', 3000000)", Tuple.tuple()));
    }

    assertThat(pool.connections()).isEqualTo(1);
  }

  @Test
  void aWrongStatementIsAnInternalFailureThatShowsNothingToTheClient() {
    FailureException failure = failed(pool.query("SELECT secret FROM nowhere", Tuple.tuple()));

    assertThat(failure.failure()).isEqualTo(Failure.INTERNAL);
    assertThat(failure.detail()).doesNotContain("nowhere");
    assertThat(failure.getCause()).hasMessageContaining("nowhere");
  }

  @Test
  void theServerEndsAStatementThatTakesTooLong() {
    FailureException failure = failed(pool.query("SELECT pg_sleep(60)", Tuple.tuple()));

    assertThat(failure.failure()).isEqualTo(Failure.TIMEOUT);
    assertThat(failure.detail()).isEqualTo("The query took too long.");
  }

  @Test
  void theCallerIsToldWhenItsOwnDeadlineIsOverAndThePoolStaysUsable() {
    for (int i = 0; i < 4; i++) {
      FailureException failure =
          failed(pool.query("SELECT pg_sleep(1)", Tuple.tuple(), Duration.ofMillis(50)));
      assertThat(failure.failure()).isEqualTo(Failure.TIMEOUT);
    }

    assertThat(await(pool.query("SELECT 1", Tuple.tuple())).size()).isEqualTo(1);
  }

  @Test
  void oneMoreWaitingQueryThanAllowedIsRefusedAtOnce() {
    await(pool.query("SELECT 1", Tuple.tuple()));
    List<Future<RowSet<Row>>> queries =
        Stream.generate(() -> pool.query("SELECT pg_sleep(0.5)", Tuple.tuple())).limit(8).toList();

    List<FailureException> refused =
        await(Future.join(queries).otherwiseEmpty().map(all -> queries)).stream()
            .filter(Future::failed)
            .map(Future::cause)
            .map(FailureException.class::cast)
            .toList();

    assertThat(refused).isNotEmpty().allMatch(f -> f.failure() == Failure.UNAVAILABLE);
    assertThat(refused).anyMatch(f -> f.detail().equals("Too many queries wait for the database."));
  }

  @Test
  void aDatabaseThatTakesNoChangesIsUnavailableAndItsConnectionIsClosed() {
    await(pool.query("SET default_transaction_read_only = on", Tuple.tuple()));

    FailureException failure = failed(pool.query("CREATE TABLE nothing ()", Tuple.tuple()));

    assertThat(failure.failure()).isEqualTo(Failure.UNAVAILABLE);
    RowSet<Row> rows = await(pool.query("SHOW default_transaction_read_only", Tuple.tuple()));
    assertThat(rows.iterator().next().getString(0)).isEqualTo("off");
  }

  @Test
  void aConnectionThatHangsIsClosedWhateverItsServerDoes() {
    await(pool.query("SELECT 1", Tuple.tuple()));
    Signals.freeze(server.pid());
    try {
      FailureException failure = failed(pool.query("SELECT 1", Tuple.tuple()));

      assertThat(failure.failure()).isEqualTo(Failure.TIMEOUT);
      until("its connection has left the pool", () -> pool.connections() == 0);
    } finally {
      Signals.thaw(server.pid());
    }
  }

  @Test
  void aFrozenServerHangsNobodyAndIsUsedAgainWhenItThaws() {
    await(pool.query("SELECT 1", Tuple.tuple()));
    Signals.freeze(server.pid());
    try {
      for (int round = 0; round < 2; round++) {
        Stream.generate(() -> pool.query("SELECT 1", Tuple.tuple()))
            .limit(4)
            .toList()
            .forEach(
                query ->
                    assertThat(failed(query).failure()).isIn(Failure.TIMEOUT, Failure.UNAVAILABLE));
      }
    } finally {
      Signals.thaw(server.pid());
    }

    until(
        "the thawed server answers",
        () -> await(pool.query("SELECT 1", Tuple.tuple()).map(true).otherwise(false)));
  }

  @Test
  void aStoppedServerIsUnavailableAndARestartedOneIsUsedAgain() {
    await(pool.query("SELECT 1", Tuple.tuple()));
    server.stop();

    FailureException failure = failed(pool.query("SELECT 1", Tuple.tuple()));
    assertThat(failure.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(PostgresFailures.reason(failure)).isEqualTo("connection refused");

    server = LocalPostgres.start(data);
    until(
        "the restarted server answers",
        () -> await(pool.query("SELECT 1", Tuple.tuple()).map(true).otherwise(false)));
  }

  @Test
  void aConnectionTheServerEndsIsReplaced() {
    await(pool.query("SELECT 1", Tuple.tuple()));

    FailureException failure =
        failed(pool.query("SELECT pg_terminate_backend(pg_backend_pid())", Tuple.tuple()));

    assertThat(failure.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(await(pool.query("SELECT 1", Tuple.tuple())).size()).isEqualTo(1);
  }

  private static FailureException failed(Future<?> future) {
    return (FailureException) failure(future);
  }
}
