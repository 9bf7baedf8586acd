package verticles.market;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Finds staged rows that contradict each other, or rows that are stored already. */
final class RowConflicts {
  private static final int ROWS_AT_ONCE = 1000;
  private static final String OVERLAPS =
      """
      SELECT line, busy[2]::bigint, zone_id, delivery_start FROM (
        SELECT line, zone_id, delivery_start,
          max(ARRAY[extract(epoch FROM delivery_start) + interval_minutes * 60, line]) OVER (
            PARTITION BY zone_id ORDER BY delivery_start, line
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy
        FROM staged) preceded
      WHERE busy[1] > extract(epoch FROM delivery_start) ORDER BY line
      """;
  private static final String SAME_ID =
      """
      SELECT line, first, %1$s FROM (
        SELECT line, %1$s, min(line) OVER (PARTITION BY %1$s) AS first FROM staged) numbered
      WHERE line > first ORDER BY line
      """;
  // intervals lie on their grid, so that two which overlap are in the same hour
  private static final String OTHER_INTERVAL =
      """
      SELECT s.line, t.delivery_start, t.interval_minutes
      FROM staged s JOIN %1$s t ON t.zone_id = s.zone_id
        AND date_bin('1 hour', t.delivery_start, '2000-01-01Z')
          = date_bin('1 hour', s.delivery_start, '2000-01-01Z')
      WHERE t.delivery_start BETWEEN ?::timestamptz - interval '1 hour' AND ?::timestamptz + interval '1 hour'
        AND (t.delivery_start, t.interval_minutes) <> (s.delivery_start, s.interval_minutes)
        AND t.delivery_start < s.delivery_start + s.interval_minutes * interval '1 minute'
        AND s.delivery_start < t.delivery_start + t.interval_minutes * interval '1 minute'
        %2$s
      ORDER BY 1
      """;
  private static final String OTHER_DELIVERY =
      """
      SELECT s.line, t.delivery_start, s.%2$s
      FROM staged s JOIN %1$s t ON t.%2$s = s.%2$s AND t.delivery_start <> s.delivery_start
      WHERE t.portfolio_id = ?
      ORDER BY 1
      """;

  private final Connection connection;
  private final Kind kind;
  private final RowProblems problems;

  RowConflicts(Connection connection, Kind kind, RowProblems problems) {
    this.connection = connection;
    this.kind = kind;
    this.problems = problems;
  }

  /** Notes rows of the file that stand for the same thing. */
  void findWithin() throws SQLException {
    Field id = kind.key().getFirst();
    String sql = kind.fillsInterval() ? OVERLAPS : SAME_ID.formatted(id.tableColumn());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        if (kind.fillsInterval()) {
          problems.column(
              row.getLong(1),
              Field.DELIVERY_START,
              "is a duplicate: %s at %s is in line %d already"
                  .formatted(row.getString(3), instant(row, 4), row.getLong(2)));
        } else {
          problems.column(
              row.getLong(1),
              id,
              "is a duplicate: %s is in line %d already"
                  .formatted(Values.quoted(row.getString(3)), row.getLong(2)));
        }
      }
    }
  }

  /** Notes rows that can neither be added to the stored ones nor replace one. */
  void findStored(Optional<String> portfolio, StagedRows.Extent extent) throws SQLException {
    if (kind.fillsInterval()) {
      findOtherIntervals(portfolio, extent);
    } else {
      findOtherDeliveries(portfolio.orElseThrow());
    }
  }

  private void findOtherIntervals(Optional<String> portfolio, StagedRows.Extent extent)
      throws SQLException {
    String sql =
        OTHER_INTERVAL.formatted(
            kind.table(), portfolio.isPresent() ? "AND t.portfolio_id = ?" : "");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      statement.setString(1, extent.first().toString());
      statement.setString(2, extent.last().toString());
      if (portfolio.isPresent()) {
        statement.setString(3, portfolio.get());
      }
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        problems.column(
            row.getLong(1),
            Field.INTERVAL_MINUTES,
            "overlaps the stored interval of %d minutes at %s"
                .formatted(row.getInt(3), instant(row, 2)));
      }
    }
  }

  private void findOtherDeliveries(String portfolio) throws SQLException {
    Field id = kind.key().getFirst();
    String sql = OTHER_DELIVERY.formatted(kind.table(), id.tableColumn());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      statement.setString(1, portfolio);
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        problems.column(
            row.getLong(1),
            id,
            "%s is stored already with the delivery %s"
                .formatted(Values.quoted(row.getString(3)), instant(row, 2)));
      }
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
