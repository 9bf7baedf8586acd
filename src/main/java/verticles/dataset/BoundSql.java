package verticles.dataset;

import java.util.List;

/**
 * A statement for a prepared query.
 *
 * @param sql with {@code $1::type} and so on
 * @param binds the names of the parameters by position
 */
record BoundSql(String sql, List<String> binds) {

  /**
   * The same rows, but no more than that many. As a subquery the statement can only read: the
   * database refuses everything else there.
   */
  BoundSql limited(int rows) {
    return new BoundSql("SELECT * FROM (\n%s\n) AS answer LIMIT %d".formatted(sql, rows), binds);
  }
}
