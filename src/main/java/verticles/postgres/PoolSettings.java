package verticles.postgres;

import java.time.Duration;

/**
 * How a pool of PostgreSQL connections behaves.
 *
 * @param maxConnections at most so many are open
 * @param maxWaiting so many queries may wait for a connection; one more is refused
 * @param connectTimeout how long a query waits for a connection
 * @param statementTimeout after which the server ends a statement
 * @param queryDeadline after which a query without a deadline of its own is given up
 * @param maxLifetime after which a connection is replaced, give or take a tenth
 */
public record PoolSettings(
    int maxConnections,
    int maxWaiting,
    Duration connectTimeout,
    Duration statementTimeout,
    Duration queryDeadline,
    Duration maxLifetime) {

  /**
   * Checks what a single range cannot say.
   *
   * @throws IllegalArgumentException when this node would give a statement up before the server
   *     does
   */
  public PoolSettings {
    if (statementTimeout.compareTo(queryDeadline) >= 0) {
      throw new IllegalArgumentException("a statement-timeout shorter than the query-deadline");
    }
  }
}
