package verticles.market;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Makes sure that the transaction of an import is still that of its task. */
final class ImportFence {
  private static final String HELD =
      "SELECT 1 FROM task_lease WHERE task_id = split_part(?, ':', 1)::uuid"
          + " AND epoch = split_part(?, ':', 2)::int FOR SHARE";

  private ImportFence() {}

  /**
   * Goes on while the attempt has its task; whoever takes it away waits for the commit then.
   *
   * @throws FailureException UNAVAILABLE when it has not
   */
  static void check(Connection connection, String fence) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HELD)) {
      statement.setString(1, fence);
      statement.setString(2, fence);
      if (!statement.executeQuery().next()) {
        throw FailureException.of(Failure.UNAVAILABLE, "Another worker has the task now.");
      }
    }
  }
}
