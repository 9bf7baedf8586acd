package verticles.postgres;

import java.time.Duration;
import java.util.Optional;
import verticles.config.Between;
import verticles.config.Matching;
import verticles.config.Secret;

/**
 * The {@code postgres} section: where the node keeps what must not be lost.
 *
 * @param url {@code embedded}, or the address of a database
 * @param password used instead of the one in the address, unless it is empty
 */
public record PostgresConfig(
    @Matching(value = "embedded|" + PostgresUrl.PATTERN, form = "embedded, or " + PostgresUrl.FORM)
        Secret url,
    Secret password,
    @Between(min = "1", max = "1000") int maxConnections,
    @Between(min = "1", max = "100000") int maxWaiting,
    @Between(min = "50ms", max = "1m") Duration connectTimeout,
    @Between(min = "10ms", max = "1h") Duration statementTimeout,
    @Between(min = "20ms", max = "2h") Duration queryDeadline,
    @Between(min = "10s", max = "1d") Duration maxLifetime) {

  /**
   * Reads the address once, so that a bad one stops the start.
   *
   * @throws IllegalArgumentException when the address cannot be read or the timeouts do not fit
   */
  public PostgresConfig {
    if (!isEmbedded(url)) {
      PostgresUrl.read(url, password);
    }
    new PoolSettings(
        maxConnections, maxWaiting, connectTimeout, statementTimeout, queryDeadline, maxLifetime);
  }

  /** The database to connect to; empty when the node runs its own. */
  public Optional<PostgresTarget> target() {
    return isEmbedded(url) ? Optional.empty() : Optional.of(PostgresUrl.read(url, password));
  }

  /** How the pool behaves. */
  public PoolSettings pool() {
    return new PoolSettings(
        maxConnections, maxWaiting, connectTimeout, statementTimeout, queryDeadline, maxLifetime);
  }

  private static boolean isEmbedded(Secret url) {
    return url.reveal().equals("embedded");
  }
}
