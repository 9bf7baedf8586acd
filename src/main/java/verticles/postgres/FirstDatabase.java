package verticles.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The node's database on its embedded server. */
final class FirstDatabase {
  private static final String NO_SUCH_DATABASE = "3D000";

  private FirstDatabase() {}

  /** Creates it when the server has none; also proves that the account works. */
  static void createUnlessThere(PostgresTarget target) {
    try {
      connect(target).close();
    } catch (SQLException missing) {
      if (!NO_SUCH_DATABASE.equals(missing.getSQLState())) {
        throw new IllegalStateException("the embedded PostgreSQL refuses this node", missing);
      }
      PostgresTarget admin =
          new PostgresTarget(
              target.host(), target.port(), "postgres", target.user(), target.password());
      execute(admin, "CREATE DATABASE " + target.database());
      execute(target, "CREATE EXTENSION pg_stat_statements");
    }
  }

  private static void execute(PostgresTarget target, String sql) {
    try (Connection connection = connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the embedded PostgreSQL failed: " + sql, e);
    }
  }

  private static Connection connect(PostgresTarget target) throws SQLException {
    return DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password().reveal());
  }
}
