package verticles.secret;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import verticles.config.Secret;
import verticles.postgres.Postgres;

/** Secrets by name in PostgreSQL, sealed by the {@link Vault}; they are the same on all nodes. */
public final class SealedSecrets {
  /** Sealed by the first node of all; a node that cannot open it has another key. */
  static final String CHECK = "check";

  private static final String PUT =
      """
      INSERT INTO sealed_secret (name, sealed) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, changed_at = now()""";
  private static final String PUT_FIRST =
      "INSERT INTO sealed_secret (name, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING";
  private static final String FIND = "SELECT sealed FROM sealed_secret WHERE name = $1";
  private static final String REMOVE = "DELETE FROM sealed_secret WHERE name = $1";

  private final Postgres postgres;
  private final Vault vault;

  /** Secrets in that database. */
  public SealedSecrets(Postgres postgres, Vault vault) {
    this.postgres = postgres;
    this.vault = vault;
  }

  /** What seals them; for tables that keep sealed columns of their own. */
  public Vault vault() {
    return vault;
  }

  /**
   * Makes sure that this node has the key of the others.
   *
   * @return fails with CONFLICT when it has another one
   */
  public Future<Void> check() {
    return postgres
        .query(PUT_FIRST, row(CHECK, "the same on all nodes"))
        .compose(put -> find(CHECK))
        .mapEmpty();
  }

  /** Keeps a secret, in the place of the one that had the name. */
  public Future<Void> put(String name, Secret secret) {
    return postgres.query(PUT, row(name, secret.reveal())).mapEmpty();
  }

  /**
   * The secret of a name; empty when there is none.
   *
   * @return fails with CONFLICT when it cannot be opened
   */
  public Future<Optional<Secret>> find(String name) {
    return postgres.query(FIND, Tuple.of(name)).map(rows -> opened(name, rows));
  }

  /** Forgets a secret. */
  public Future<Void> remove(String name) {
    return postgres.query(REMOVE, Tuple.of(name)).mapEmpty();
  }

  private Tuple row(String name, String secret) {
    byte[] sealed = vault.seal(name, secret.getBytes(StandardCharsets.UTF_8));
    return Tuple.of(name, Buffer.buffer(sealed));
  }

  private Optional<Secret> opened(String name, RowSet<Row> rows) {
    for (Row row : rows) {
      byte[] secret = vault.open(name, row.getBuffer("sealed").getBytes());
      return Optional.of(new Secret(new String(secret, StandardCharsets.UTF_8)));
    }
    return Optional.empty();
  }
}
