package verticles.redis;

import java.net.URI;
import java.net.URISyntaxException;
import verticles.config.Secret;

/**
 * One Redis server.
 *
 * @param password empty when it needs none
 */
public record RedisTarget(String host, int port, Secret password) {
  static final String PATTERN = "redis://([^@/]*@)?[^@/:]+(:[0-9]{1,5})?";
  static final String FORM = "redis://:password@host:6379";
  private static final int DEFAULT_PORT = 6379;

  /**
   * The server of an address.
   *
   * @param password used instead of the one in the address, unless it is empty
   * @throws IllegalArgumentException when the address cannot be read
   */
  static RedisTarget read(Secret url, Secret password) {
    try {
      URI uri = new URI(url.reveal());
      if (uri.getHost() == null) {
        throw new IllegalArgumentException("an address of the form " + FORM);
      }
      String account = uri.getUserInfo() == null ? "" : uri.getUserInfo();
      Secret inUrl = new Secret(account.substring(account.indexOf(':') + 1));
      return new RedisTarget(
          uri.getHost(),
          uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
          password.reveal().isEmpty() ? inUrl : password);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("an address of the form " + FORM, e);
    }
  }
}
