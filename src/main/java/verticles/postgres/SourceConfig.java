package verticles.postgres;

import java.time.Duration;
import verticles.config.Between;
import verticles.config.Default;
import verticles.config.Matching;
import verticles.config.Secret;

/**
 * An entry of the {@code sources} section: another database, which datasets read.
 *
 * @param password used instead of the one in the address, unless it is empty
 */
public record SourceConfig(
    @Matching(value = PostgresUrl.PATTERN, form = PostgresUrl.FORM) Secret url,
    @Default("") Secret password,
    @Default("4") @Between(min = "1", max = "1000") int maxConnections,
    @Default("64") @Between(min = "1", max = "100000") int maxWaiting,
    @Default("2s") @Between(min = "50ms", max = "1m") Duration connectTimeout,
    @Default("10s") @Between(min = "10ms", max = "1h") Duration statementTimeout,
    @Default("12s") @Between(min = "20ms", max = "2h") Duration queryDeadline,
    @Default("30m") @Between(min = "10s", max = "1d") Duration maxLifetime) {

  /**
   * Reads the address once, so that a bad one stops the start.
   *
   * @throws IllegalArgumentException when the address cannot be read or the timeouts do not fit
   */
  public SourceConfig {
    PostgresUrl.read(url, password);
    new PoolSettings(
        maxConnections, maxWaiting, connectTimeout, statementTimeout, queryDeadline, maxLifetime);
  }

  /** The database to connect to. */
  public PostgresTarget target() {
    return PostgresUrl.read(url, password);
  }

  /** How the pool behaves. */
  public PoolSettings pool() {
    return new PoolSettings(
        maxConnections, maxWaiting, connectTimeout, statementTimeout, queryDeadline, maxLifetime);
  }
}
