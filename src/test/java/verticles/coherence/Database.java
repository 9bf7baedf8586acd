package verticles.coherence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

/** Another program's connections to a database, as psql would have them. */
record Database(PostgresTarget target) {

  /** One connection whose transaction stays open until it is told to commit. */
  static final class Open implements AutoCloseable {
    private final Connection connection;

    private Open(Connection connection) {
      this.connection = connection;
    }

    Open execute(String sql) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
        return this;
      } catch (SQLException e) {
        throw new AssertionError(sql, e);
      }
    }

    void commit() {
      try {
        connection.commit();
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }

  Open begin() {
    try {
      Connection connection = TestPostgres.connect(target);
      connection.setAutoCommit(false);
      return new Open(connection);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  void execute(String sql) {
    try (Open open = begin()) {
      open.execute(sql).commit();
    }
  }

  List<String> ask(String sql) {
    try (Connection connection = TestPostgres.connect(target);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
