package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.testing.Patience;
import verticles.testing.TestPostgres;

/** What is loaded before a node says that it is ready. */
@Timeout(120)
class CriticalWarmingTest {
  private final WarmFixture fixture = new WarmFixture();
  private final WarmNode node = fixture.node;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void critical_answers_are_there_when_the_start_goes_on() {
    assertThat(node.isFresh("vital", "", Map.of())).isFalse();

    node.warmer.critical(Duration.ofSeconds(30)).await();

    assertThat(node.isFresh("vital", "", Map.of())).isTrue();
    assertThat(node.isFresh("numbers", "", Map.of("n", "1"))).isFalse();
    assertThat(node.runs.runs().await()).isEmpty();
  }

  @Test
  void the_start_goes_on_when_critical_answers_take_too_long_and_they_come_later()
      throws SQLException {
    try (Connection locker = TestPostgres.connect(fixture.postgres.target())) {
      locker.setAutoCommit(false);
      locker.createStatement().execute("LOCK TABLE zone IN ACCESS EXCLUSIVE MODE");

      node.warmer.critical(Duration.ofMillis(50)).await();
      assertThat(node.isFresh("vital", "", Map.of())).isFalse();
      locker.rollback();
    }

    Patience.until("it is there", () -> node.isFresh("vital", "", Map.of()));
  }
}
