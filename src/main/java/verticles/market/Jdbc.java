package verticles.market;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.PostgresTarget;

/** Blocking connections, for the long transactions of imports and of the simulator. */
final class Jdbc {
  private Jdbc() {}

  /** A connection in the middle of a transaction: nothing is kept without a commit. */
  static Connection connect(PostgresTarget target, String application) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("user", target.user());
    settings.setProperty("password", target.password().reveal());
    settings.setProperty("ApplicationName", application);
    settings.setProperty("connectTimeout", "5");
    settings.setProperty("tcpKeepAlive", "true");
    settings.setProperty("options", "-c TimeZone=UTC");
    Connection connection = DriverManager.getConnection(target.jdbcUrl(), settings);
    connection.setAutoCommit(false);
    return connection;
  }

  static CopyManager copyManager(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  /** What the client is told about a failed statement: whether it is worth another try. */
  static FailureException failure(SQLException thrown) {
    String state = String.valueOf(thrown.getSQLState());
    boolean away = state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    return away
        ? FailureException.of(Failure.UNAVAILABLE, "The database cannot be reached now.", thrown)
        : FailureException.of(Failure.INTERNAL, "The database refused; the log says why.", thrown);
  }
}
