package verticles.secret;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import verticles.postgres.PostgresTarget;

/**
 * Takes a new master key into use. One that was interrupted is finished by the next one. All
 * methods block.
 */
public final class Rotation {
  private static final List<SealedColumn> COLUMNS =
      List.of(
          new SealedColumn("sealed_secret", "name", ""),
          new SealedColumn("seal_key", "generation", "seal_key/"),
          new SealedColumn("webhook", "webhook_id", "webhook/"));

  /**
   * What was done.
   *
   * @param resealed how many secrets are sealed with another key now
   * @param key the id of the key that seals from now on
   * @param made whether the key was made now; one of the configuration never is
   */
  public record Done(int resealed, String key, boolean made) {}

  private final KeySource source;
  private final Vault vault;

  /** A rotation of the keys of that node. */
  public Rotation(SecretsConfig config, Path dataFolder) {
    this(Vault.source(config, dataFolder));
  }

  Rotation(KeySource source) {
    this.source = source;
    this.vault = Vault.of(source);
  }

  /**
   * Makes a key, where it is not one of the configuration, and seals everything with it.
   *
   * @throws verticles.bus.FailureException CONFLICT when a secret cannot be opened; nothing is
   *     changed then
   */
  public Done run(PostgresTarget target) throws SQLException {
    try (Connection database =
        DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password().reveal())) {
      database.setAutoCommit(false);
      return run(database);
    }
  }

  private Done run(Connection database) throws SQLException {
    // also what an interrupted rotation has left: a key is forgotten only when nothing needs it
    int resealed = resealAll(database);
    if (source instanceof KeyFile file) {
      file.renew();
      resealed = resealAll(database);
    }
    return new Done(resealed, source.keys().current().name(), source instanceof KeyFile);
  }

  private int resealAll(Connection database) throws SQLException {
    int resealed = 0;
    try {
      for (SealedColumn column : COLUMNS) {
        resealed += reseal(database, column);
      }
      database.commit();
      return resealed;
    } catch (SQLException | RuntimeException e) {
      database.rollback();
      throw e;
    }
  }

  private int reseal(Connection database, SealedColumn column) throws SQLException {
    int resealed = 0;
    try (Statement select = database.createStatement();
        ResultSet rows = select.executeQuery(column.select());
        PreparedStatement update = database.prepareStatement(column.update())) {
      while (rows.next()) {
        String name = column.prefix() + rows.getString("id");
        byte[] sealed = rows.getBytes("sealed");
        if (!vault.isCurrent(sealed)) {
          update.setBytes(1, vault.seal(name, vault.open(name, sealed)));
          update.setString(2, rows.getString("id"));
          resealed += update.executeUpdate();
        }
      }
    }
    return resealed;
  }
}
