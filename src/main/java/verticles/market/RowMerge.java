package verticles.market;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings staged rows into their table: changed rows are updated, new ones inserted. */
final class RowMerge {
  private static final String UPDATE =
      """
      UPDATE %s t SET %s FROM staged s
      WHERE %s AND t.delivery_start BETWEEN ?::timestamptz AND ?::timestamptz
        AND (%s) IS DISTINCT FROM (%s)
      """;

  private final Connection connection;
  private final Kind kind;
  private final Optional<String> portfolio;

  RowMerge(Connection connection, Kind kind, Optional<String> portfolio) {
    this.connection = connection;
    this.kind = kind;
    this.portfolio = portfolio;
  }

  /** How many rows were there with another value. A value that a row leaves out is kept. */
  long update(StagedRows.Extent extent) throws SQLException {
    String key =
        kind.key().stream()
            .map(Field::tableColumn)
            .map(column -> "t.%1$s = s.%1$s".formatted(column))
            .collect(joining(" AND "));
    String sql =
        UPDATE.formatted(
            kind.table(),
            each("%1$s = coalesce(s.%1$s, t.%1$s)"),
            portfolio.isPresent() ? "t.portfolio_id = ? AND " + key : key,
            each("t.%1$s"),
            each("coalesce(s.%1$s, t.%1$s)"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      if (portfolio.isPresent()) {
        statement.setString(next++, portfolio.get());
      }
      statement.setString(next++, extent.first().toString());
      statement.setString(next, extent.last().toString());
      return statement.executeUpdate();
    }
  }

  private String each(String pattern) {
    return kind.content().stream()
        .map(Field::tableColumn)
        .map(column -> pattern.formatted(column))
        .collect(joining(", "));
  }

  /** How many rows were new. */
  long insert() throws SQLException {
    String columns =
        Stream.concat(kind.key().stream(), kind.content().stream())
            .map(Field::tableColumn)
            .collect(joining(", "));
    String sql =
        portfolio.isPresent()
            ? "INSERT INTO %1$s (portfolio_id, %2$s) SELECT ?, %2$s FROM staged"
            : "INSERT INTO %1$s (%2$s) SELECT %2$s FROM staged";
    try (PreparedStatement statement =
        connection.prepareStatement(
            sql.formatted(kind.table(), columns) + " ON CONFLICT DO NOTHING")) {
      if (portfolio.isPresent()) {
        statement.setString(1, portfolio.get());
      }
      return statement.executeUpdate();
    }
  }
}
