package verticles.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import verticles.testing.TestPostgres;

class MigrationsTest {
  private final PostgresTarget target = TestPostgres.empty();

  @Test
  void anEmptyDatabaseGetsEveryTableAndASecondRunChangesNothing() throws Exception {
    new Migrations(target).run();
    long after = count("SELECT count(*) FROM flyway_schema_history");

    new Migrations(target).run();

    assertThat(count("SELECT count(*) FROM flyway_schema_history")).isEqualTo(after);
    assertThat(count("SELECT count(*) FROM leadership")).isZero();
  }

  @Test
  void nodesThatStartAtOnceTakeTurns() throws Exception {
    var runs =
        Stream.generate(() -> CompletableFuture.runAsync(() -> new Migrations(target).run()))
            .limit(3)
            .toList();

    runs.forEach(CompletableFuture::join);

    assertThat(count("SELECT count(*) FROM flyway_schema_history WHERE NOT success")).isZero();
  }

  @Test
  void aDatabaseOfANewerBuildIsRefused() throws Exception {
    new Migrations(target).run();
    execute(
        "INSERT INTO flyway_schema_history SELECT installed_rank + 100, '9999', 'from the future',"
            + " type, 'V9999__future.sql', checksum, installed_by, installed_on, 1, true"
            + " FROM flyway_schema_history WHERE version = '1'");

    assertThatThrownBy(() -> new Migrations(target).run())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("newer build")
        .hasMessageContaining("9999");
  }

  @Test
  void aChangedMigrationIsRefused() throws Exception {
    new Migrations(target).run();
    execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");

    assertThatThrownBy(() -> new Migrations(target).run())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("not those of this build");
  }

  @Test
  void aDatabaseOfSomethingElseIsLeftAlone() throws Exception {
    execute("CREATE TABLE invoices (id int)");

    assertThatThrownBy(() -> new Migrations(target).run())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("a database of its own");

    assertThat(count("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).isEqualTo(1);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(target);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
