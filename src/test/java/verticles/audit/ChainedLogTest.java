package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.SettableClock;
import verticles.testing.TestPostgres;

class ChainedLogTest {
  private final Vertx vertx = Vertx.vertx();
  private final SettableClock clock = new SettableClock("2026-11-21T08:00:00Z");
  private final BrokenLink link = new BrokenLink(new PlainPostgres(vertx, TestPostgres.migrated()));
  private final ChainedLog log =
      new ChainedLog(vertx, link, SealKey.of(new Secret("k")), Set.of(), clock);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private int rows() {
    return new AuditTable(link.database).after(0, 20_000).await().size();
  }

  private AuditState state() {
    return log.state(Optional.empty());
  }

  @Test
  void whatCannotBeWrittenWaitsAndComesInTheSameOrder() {
    link.cut = true;
    for (int i = 0; i < 700; i++) {
      log.record(Logs.event("ann", "thing/" + i));
    }
    assertThat(state().waiting()).isEqualTo(700);
    assertThat(state().oldest()).contains(clock.instant());
    Patience.holds(() -> assertThat(state().trouble()).isPresent());

    link.cut = false;

    Patience.holds(() -> assertThat(state().waiting()).isZero());
    assertThat(state().trouble()).isEmpty();
    assertThat(new AuditTable(link.database).after(0, 1000).await())
        .extracting(row -> row.detail().orElseThrow().subject())
        .hasSize(700)
        .startsWith("thing/0", "thing/1")
        .endsWith("thing/699");
  }

  @Test
  void anAnswerThatWasLostIsNotWrittenTwice() {
    link.loseAnswers = 1;

    log.record(Logs.event("ann", "thing/1"));
    Patience.holds(() -> assertThat(link.loseAnswers).isZero());
    log.record(Logs.event("ann", "thing/2"));

    Patience.holds(() -> assertThat(state().waiting()).isZero());
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void operatorsAreStoppedAfterTenSecondsAndOthersWhenThereIsNoRoom() {
    link.cut = true;
    log.record(Logs.event("ann", "thing/1"));
    assertThat(log.accepts(Role.ADMIN)).isTrue();

    clock.pass(Duration.ofSeconds(10));

    assertThat(log.accepts(Role.ADMIN)).isFalse();
    assertThat(log.accepts(Role.OPERATOR)).isFalse();
    assertThat(log.accepts(Role.TRADER)).isTrue();
    for (int i = 0; i < ChainedLog.ROOM_TO_BEGIN; i++) {
      log.record(Logs.event("ann", "thing/" + i));
    }
    assertThat(log.accepts(Role.TRADER)).isFalse();
    link.cut = false;
    Patience.holds(() -> assertThat(log.accepts(Role.ADMIN)).isTrue());
  }

  @Test
  void beyondItsRoomEventsAreCountedAsLostAndRefusalsStopEarlier() {
    link.cut = true;
    for (int i = 0; i < Queue.ROOM; i++) {
      if (i == ChainedLog.ROOM_FOR_REFUSALS) {
        log.refused(Logs.refusal("10.0.0.1"));
        assertThat(state().lost()).isEqualTo(1);
      }
      log.record(Logs.event("ann", "thing/" + i));
    }
    assertThat(state().waiting()).isEqualTo(Queue.ROOM);

    log.record(Logs.event("ann", "one more"));

    assertThat(state().lost()).isEqualTo(2);
    assertThatThrownBy(() -> log.write(Logs.event("ann", "and one")).await())
        .hasMessageContaining("cannot be written");
  }

  /** The way to a database, which can be cut. */
  private static final class BrokenLink implements Postgres {
    final Postgres database;
    volatile boolean cut;
    volatile int loseAnswers;

    BrokenLink(Postgres database) {
      this.database = database;
    }

    @Override
    public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
      return query(sql, parameters);
    }

    @Override
    public Future<RowSet<Row>> query(String sql, Tuple parameters) {
      if (cut) {
        return down();
      }
      Future<RowSet<Row>> answer = database.query(sql, parameters);
      if (loseAnswers > 0 && sql.contains("INSERT INTO audit_event")) {
        loseAnswers--;
        return answer.compose(lost -> down());
      }
      return answer;
    }

    private static Future<RowSet<Row>> down() {
      return Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "cut"));
    }

    @Override
    public PostgresTarget target() {
      return database.target();
    }
  }
}
