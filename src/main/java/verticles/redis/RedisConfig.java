package verticles.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import verticles.config.Between;
import verticles.config.Default;
import verticles.config.Matching;
import verticles.config.Secret;

/**
 * The {@code redis} section: the shared cache, without which the node works as well.
 *
 * @param url {@code embedded}, {@code none}, or the address of a server; it says whether TLS is
 *     used, for every server
 * @param nodes host:port of further Sentinels, or of further nodes of the Cluster
 * @param masterName of the Sentinels' set
 * @param user an ACL user, instead of the one in the address; Sentinels are asked with the same
 * @param password used instead of the one in the address, unless it is empty
 * @param maxConnections to each server
 * @param maxWaiting so many commands may wait for a connection; one more is refused
 * @param commandTimeout after which a command is given up
 * @param probeInterval between two looks whether the server is well
 */
public record RedisConfig(
    @Matching(
            value = "embedded|none|rediss?://\\S+",
            form = "embedded, none, or redis://:password@host:6379")
        Secret url,
    @Default("")
        @Matching(
            value = "[A-Za-z0-9][A-Za-z0-9.-]*:[0-9]{1,5}",
            form = "a list, each item host:port")
        List<String> nodes,
    @Default("standalone") RedisTopology topology,
    @Default("mymaster") String masterName,
    @Default("") String user,
    Secret password,
    RedisTls tls,
    @Between(min = "1", max = "1000") int maxConnections,
    @Between(min = "1", max = "100000") int maxWaiting,
    @Between(min = "50ms", max = "1m") Duration connectTimeout,
    @Between(min = "5ms", max = "1m") Duration commandTimeout,
    @Between(min = "100ms", max = "1m") Duration probeInterval) {

  /**
   * Reads the address once, so that a bad one stops the start.
   *
   * @throws IllegalArgumentException when the address has no host, or the settings contradict each
   *     other
   */
  public RedisConfig {
    nodes = List.copyOf(nodes);
    boolean named = !url.reveal().equals("embedded") && !url.reveal().equals("none");
    if (named) {
      requireHost(url);
    }
    if (topology == RedisTopology.STANDALONE ? !nodes.isEmpty() : !named) {
      throw new IllegalArgumentException(
          "nodes belong to topology sentinel or cluster, which need an address in url");
    }
    if (maxWaiting < maxConnections) {
      throw new IllegalArgumentException("max-waiting at least max-connections");
    }
  }

  /** Whether the node runs its own server. */
  public boolean isEmbedded() {
    return url.reveal().equals("embedded");
  }

  /** The address of the server to connect to; empty when there is none or the node runs its own. */
  public Optional<Secret> address() {
    return isEmbedded() || url.reveal().equals("none") ? Optional.empty() : Optional.of(url);
  }

  /** The same settings for one server alone. */
  RedisConfig ofOneServer() {
    return new RedisConfig(
        url,
        List.of(),
        RedisTopology.STANDALONE,
        masterName,
        user,
        password,
        tls,
        maxConnections,
        maxWaiting,
        connectTimeout,
        commandTimeout,
        probeInterval);
  }

  private static void requireHost(Secret url) {
    try {
      if (new URI(url.reveal()).getHost() != null) {
        return;
      }
    } catch (URISyntaxException e) {
      // the message must not repeat the address, which may hold a password
    }
    throw new IllegalArgumentException("an address with a host: redis://:password@host:6379");
  }
}
