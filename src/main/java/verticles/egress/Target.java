package verticles.egress;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a request goes, read from its address.
 *
 * @param host in small ASCII letters, or an IP address in its one notation
 * @param literal the host when it is an IP address
 * @param path with the query, beginning with a slash
 */
record Target(String scheme, String host, int port, Optional<InetAddress> literal, String path) {
  boolean secure() {
    return scheme.equals("https");
  }

  /** Whether a page of the one may read the other, in the words of browsers. */
  boolean sameOrigin(Target other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  /** For the log and the name of its breaker: without the path, which may hold secrets. */
  String authority() {
    return host + ":" + port;
  }
}
