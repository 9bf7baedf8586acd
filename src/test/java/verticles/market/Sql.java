package verticles.market;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

/** Looks at what the code under test wrote. */
record Sql(PostgresTarget target) {

  void execute(String sql) {
    try (Connection connection = TestPostgres.connect(target)) {
      connection.createStatement().execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String text(String sql) {
    try (Connection connection = TestPostgres.connect(target)) {
      ResultSet row = connection.createStatement().executeQuery(sql);
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  double number(String sql) {
    return Double.parseDouble(text(sql));
  }
}
