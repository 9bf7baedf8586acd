package verticles.secret;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import verticles.config.Secret;
import verticles.postgres.PostgresTarget;

/**
 * Puts secrets into PostgreSQL from outside of a node, which reads them there as {@link
 * SealedSecrets}. All methods block.
 */
public final class SecretDesk {
  private final Vault vault;

  /** With the keys of that node. */
  public SecretDesk(SecretsConfig config, Path dataFolder) {
    this.vault = Vault.open(config, dataFolder);
  }

  /**
   * Keeps a secret, in the place of the one that had the name.
   *
   * @throws verticles.bus.FailureException CONFLICT when the nodes seal with another master key
   */
  public void put(PostgresTarget target, String name, Secret secret) throws SQLException {
    try (Connection database = connect(target);
        PreparedStatement statement =
            database.prepareStatement(
                "INSERT INTO sealed_secret (name, sealed) VALUES (?, ?) ON CONFLICT (name)"
                    + " DO UPDATE SET sealed = excluded.sealed, changed_at = now()")) {
      requireSameKey(database);
      statement.setString(1, name);
      statement.setBytes(2, vault.seal(name, secret.reveal().getBytes(StandardCharsets.UTF_8)));
      statement.executeUpdate();
    }
  }

  /** Forgets a secret; answers whether there was one. */
  public boolean remove(PostgresTarget target, String name) throws SQLException {
    try (Connection database = connect(target);
        PreparedStatement statement =
            database.prepareStatement("DELETE FROM sealed_secret WHERE name = ?")) {
      statement.setString(1, name);
      return statement.executeUpdate() > 0;
    }
  }

  private void requireSameKey(Connection database) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement("SELECT sealed FROM sealed_secret WHERE name = ?")) {
      statement.setString(1, SealedSecrets.CHECK);
      ResultSet rows = statement.executeQuery();
      if (rows.next()) {
        vault.open(SealedSecrets.CHECK, rows.getBytes(1));
      }
    }
  }

  private static Connection connect(PostgresTarget target) throws SQLException {
    return DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password().reveal());
  }
}
