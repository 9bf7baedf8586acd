package verticles.market;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets one transaction at a time merge rows into the market's tables. A new partition locks the
 * tables it refers to, so that two transactions which add zones and partitions in different orders
 * would wait for each other.
 */
final class MarketLock {
  private MarketLock() {}

  /** Waits for its turn, which ends with the transaction. */
  static void take(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('market'), hashtext('merge'))");
    }
  }
}
