package verticles.redis;

import java.time.Duration;
import java.util.Optional;
import verticles.config.Between;
import verticles.config.Matching;
import verticles.config.Secret;

/**
 * The section {@code redis}.
 *
 * @param url {@code embedded}, {@code none}, or the address of a server
 * @param password used instead of the one in the address, unless it is empty
 * @param maxConnections at most so many are open
 * @param maxWaiting so many commands may wait for a connection; one more is refused
 * @param connectTimeout how long a connection may take
 * @param commandTimeout how long an answer may take
 * @param probeInterval how often the server is asked whether it is there
 */
public record RedisConfig(
    @Matching(
            value = "embedded|none|" + RedisTarget.PATTERN,
            form = "embedded, none, or " + RedisTarget.FORM)
        Secret url,
    Secret password,
    @Between(min = "1", max = "1000") int maxConnections,
    @Between(min = "1", max = "100000") int maxWaiting,
    @Between(min = "10ms", max = "1m") Duration connectTimeout,
    @Between(min = "1ms", max = "1m") Duration commandTimeout,
    @Between(min = "100ms", max = "1m") Duration probeInterval) {

  /** Reads the address once, so that a bad one stops the start. */
  public RedisConfig {
    if (!url.reveal().equals("embedded") && !url.reveal().equals("none")) {
      RedisTarget.read(url, password);
    }
  }

  /** Whether the node runs a server of its own. */
  public boolean isEmbedded() {
    return url.reveal().equals("embedded");
  }

  /** The configured server; empty when it is embedded or there is none. */
  public Optional<RedisTarget> target() {
    return isEmbedded() || url.reveal().equals("none")
        ? Optional.empty()
        : Optional.of(RedisTarget.read(url, password));
  }
}
