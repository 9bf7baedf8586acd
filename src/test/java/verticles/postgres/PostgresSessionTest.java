package verticles.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.testing.TestPostgres;

class PostgresSessionTest {
  private static final Tuple NONE = Tuple.tuple();

  private final Vertx vertx = Vertx.vertx();
  private final PostgresTarget database = TestPostgres.empty();
  private final AtomicInteger lost = new AtomicInteger();
  private final PostgresSession session =
      new PostgresSession(
          vertx, database, Duration.ofMillis(400), Duration.ofMillis(1000), lost::incrementAndGet);

  @AfterEach
  void close() {
    await(session.close());
    await(vertx.close());
  }

  @Test
  void theServerFreesWhatASilentSessionHolds() throws Exception {
    await(session.open());
    await(session.query("SELECT pg_advisory_lock(7)", NONE));
    assertThat(isLocked()).isTrue();

    until("the server ended the session", () -> lost.get() == 1);

    assertThat(session.isOpen()).isFalse();
    assertThat(isLocked()).isFalse();
  }

  @Test
  void aQueryThatHangsEndsTheSessionAndItCanBeOpenedAgain() {
    await(session.open());

    failure(session.query("SELECT pg_sleep(5)", NONE));

    assertThat(session.isOpen()).isFalse();
    assertThat(lost).hasValue(1);
    await(session.open());
    await(session.query("SELECT 1", NONE));
  }

  @Test
  void nothingIsAskedOfASessionThatIsNotOpen() {
    assertThat(failure(session.query("SELECT 1", NONE))).hasMessageContaining("over");
    assertThat(lost).hasValue(0);
  }

  private boolean isLocked() throws SQLException {
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }
}
