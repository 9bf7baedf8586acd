package verticles.market;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.copy.CopyIn;

/** The good rows of one import in a temporary table, which goes with its transaction. */
final class StagedRows {

  /** How many rows there are, and the first and last delivery among them. */
  record Extent(long rows, Instant first, Instant last) {}

  private final Connection connection;
  private final Kind kind;

  private StagedRows(Connection connection, Kind kind) {
    this.connection = connection;
    this.kind = kind;
  }

  /** Reads all rows; the good ones are staged, what is wrong with the others is noted. */
  static StagedRows copy(
      Connection connection, ImportRequest request, RowReader reader, RowProblems problems)
      throws SQLException, IOException {
    StagedRows staged = new StagedRows(connection, request.kind());
    staged.createTable();
    staged.copyIn(reader, new RowValidator(request, problems));
    return staged;
  }

  private void createTable() throws SQLException {
    String columns =
        kind.fields().stream()
            .map(field -> field.tableColumn() + " " + field.sqlType())
            .collect(joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL jit = off");
      statement.execute(
          "CREATE TEMPORARY TABLE staged (line bigint, %s) ON COMMIT DROP".formatted(columns));
    }
  }

  private void copyIn(RowReader reader, RowValidator validator) throws SQLException, IOException {
    CopyIn copy = Jdbc.copyManager(connection).copyIn("COPY staged FROM STDIN");
    CopyRows rows = new CopyRows(copy);
    try {
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        long line = row.get().line();
        Optional<Map<Field, String>> values = validator.validate(row.get());
        if (values.isPresent()) {
          rows.value(line);
          for (Field field : kind.fields()) {
            rows.value(values.get().get(field));
          }
          rows.endRow();
        }
      }
      rows.end();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE staged");
    }
  }

  /** Empty when no row was good. */
  Optional<Extent> extent() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), extract(epoch FROM min(delivery_start))::bigint,"
                    + " extract(epoch FROM max(delivery_start))::bigint FROM staged")) {
      row.next();
      long rows = row.getLong(1);
      return rows == 0
          ? Optional.empty()
          : Optional.of(
              new Extent(
                  rows,
                  Instant.ofEpochSecond(row.getLong(2)),
                  Instant.ofEpochSecond(row.getLong(3))));
    }
  }

  /** The zones of the rows, each with the first line that names it. */
  Map<String, Long> zones() throws SQLException {
    Map<String, Long> zones = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT zone_id, min(line) FROM staged GROUP BY zone_id ORDER BY 2 LIMIT 1000")) {
      while (row.next()) {
        zones.put(row.getString(1), row.getLong(2));
      }
    }
    return zones;
  }

  /** Makes the partitions of exactly the months that occur. */
  void ensurePartitions() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT ensure_partitions(?, month, month) FROM (SELECT DISTINCT"
                + " date_trunc('month', delivery_start) AS month FROM staged) months")) {
      statement.setString(1, kind.table());
      statement.execute();
    }
  }
}
