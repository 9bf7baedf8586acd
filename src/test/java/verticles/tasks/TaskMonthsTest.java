package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.QueueFixture.ANN;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The months that tasks are kept in. */
class TaskMonthsTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_months_that_are_there_are_not_remarked_on() throws java.sql.SQLException {
    try (var connection = verticles.testing.TestPostgres.connect(fixture.postgres.target());
        var statement = connection.createStatement()) {
      statement.execute("SELECT task_make_partitions(3)");
      statement.execute("SELECT task_make_partitions(3)");

      assertThat((Throwable) statement.getWarnings()).isNull();
    }
  }

  @Test
  void months_that_are_over_are_dropped_as_a_whole_unless_something_waits_there() {
    fixture
        .postgres
        .query(
            "CREATE TABLE task_202001 PARTITION OF task FOR VALUES"
                + " FROM ('016f5e66-e800-0000-0000-000000000000') TO ('016ffe0c-3400-0000-0000-000000000000')",
            io.vertx.sqlclient.Tuple.tuple())
        .await();
    fixture.enqueue(ANN);

    assertThat(drop()).isEqualTo(1);
    assertThat(drop()).isZero();
    assertThat(fixture.count("task")).isEqualTo(1);
  }

  private int drop() {
    return fixture
        .postgres
        .query("SELECT task_drop_partitions(interval '30 days')", io.vertx.sqlclient.Tuple.tuple())
        .await()
        .iterator()
        .next()
        .getInteger(0);
  }
}
