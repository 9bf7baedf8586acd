package verticles.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

/** The rows of an audit log, oldest first. */
final class AuditRows {
  private AuditRows() {}

  /** What a test looks at in a row. */
  record Row(String actor, String operation, String subject, String after) {}

  static List<Row> of(PostgresTarget target) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = TestPostgres.connect(target);
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT a.name, e.operation, d.subject, d.after::text FROM audit_event e"
                        + " JOIN audit_detail d USING (seq) JOIN audit_actor a ON a.pseudonym = e.actor"
                        + " ORDER BY e.seq")) {
      while (row.next()) {
        rows.add(new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
      }
    }
    return rows;
  }
}
