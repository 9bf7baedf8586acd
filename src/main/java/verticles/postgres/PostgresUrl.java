package verticles.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import verticles.config.Secret;

/** Reads the address of a database. No message repeats it, because it may hold a password. */
final class PostgresUrl {
  static final String PATTERN = "postgres(ql)?://\\S+";
  static final String FORM = "postgresql://user:password@host:5432/database";

  private static final int DEFAULT_PORT = 5432;

  private PostgresUrl() {}

  /**
   * The database at an address.
   *
   * @param password used instead of the one in the address, unless it is empty
   * @throws IllegalArgumentException when a part is missing or there are parameters
   */
  static PostgresTarget read(Secret url, Secret password) {
    URI uri = uri(url);
    String account = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (uri.getRawQuery() != null) {
      throw new IllegalArgumentException("an address without parameters after '?': " + FORM);
    }
    if (uri.getHost() == null || account.isEmpty() || path.length() < 2) {
      throw new IllegalArgumentException("an address with user, host and database: " + FORM);
    }
    int colon = account.indexOf(':');
    String user = decoded(colon < 0 ? account : account.substring(0, colon));
    String inUrl = colon < 0 ? "" : decoded(account.substring(colon + 1));
    return new PostgresTarget(
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        decoded(path.substring(1)),
        user,
        password.reveal().isEmpty() ? new Secret(inUrl) : password);
  }

  private static URI uri(Secret url) {
    try {
      return new URI(url.reveal());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "an address whose special characters are percent-encoded: " + FORM);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
