package verticles.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import verticles.config.Secret;

/** One PostgreSQL database and the account to use there. */
public record PostgresTarget(String host, int port, String database, String user, Secret password) {

  /** The address for JDBC, without the account. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, encoded(database));
  }

  /** The connection string with its password, as psql accepts it. */
  public String connectionString() {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(encoded(user), encoded(password.reveal()), host, port, encoded(database));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
