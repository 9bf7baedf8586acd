package verticles.passkey;

import com.yubico.webauthn.data.ByteArray;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import verticles.postgres.Postgres;

/** The passkeys in PostgreSQL. What belongs to a user is found by that user's name only. */
final class PasskeyTable {
  private static final int HANDLE_BYTES = 32;
  private static final String SHOWN = "id, name, synced, created_at, last_used_at, suspected_at";

  private final Postgres postgres;

  PasskeyTable(Postgres postgres) {
    this.postgres = postgres;
  }

  Future<List<Passkey>> list(String username) {
    return postgres
        .query(
            "SELECT " + SHOWN + " FROM passkey WHERE username = $1 ORDER BY created_at, id",
            Tuple.of(username))
        .map(PasskeyTable::shown);
  }

  /** By what passkeys know that account; empty when there is no such local account. */
  Future<Optional<ByteArray>> handle(String username) {
    return postgres
        .query(
            """
            INSERT INTO passkey_user (username, handle)
            SELECT username, $2::bytea FROM account WHERE username = $1
            ON CONFLICT (username) DO UPDATE SET username = excluded.username
            RETURNING handle""",
            Tuple.of(username, buffer(Challenges.random(HANDLE_BYTES))))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(StoredPasskey.bytes(rows.iterator().next().getBuffer("handle"))));
  }

  Future<KnownPasskeys> of(String username) {
    return stored("p.username = $1", Tuple.of(username));
  }

  Future<KnownPasskeys> ofCredential(ByteArray credentialId) {
    return stored("p.credential_id = $1::bytea", Tuple.of(buffer(credentialId)));
  }

  private Future<KnownPasskeys> stored(String which, Tuple parameters) {
    return postgres
        .query(
            "SELECT p.id, p.username, u.handle, p.credential_id, p.public_key, p.sign_count"
                + " FROM passkey p JOIN passkey_user u USING (username) WHERE "
                + which,
            parameters)
        .map(
            rows -> {
              List<StoredPasskey> found = new ArrayList<>();
              rows.forEach(row -> found.add(StoredPasskey.of(row)));
              return new KnownPasskeys(List.copyOf(found));
            });
  }

  /** Adds one; empty when that credential is registered already. */
  Future<Optional<Passkey>> add(
      String username,
      String name,
      ByteArray credentialId,
      ByteArray publicKey,
      long signCount,
      boolean synced) {
    return one(
        "INSERT INTO passkey (username, name, credential_id, public_key, sign_count, synced)"
            + " VALUES ($1, $2, $3::bytea, $4::bytea, $5::bigint, $6::boolean)"
            + " ON CONFLICT (credential_id) DO NOTHING RETURNING "
            + SHOWN,
        Tuple.of(username, name, buffer(credentialId), buffer(publicKey), signCount, synced));
  }

  Future<Optional<Passkey>> rename(String username, UUID id, String name) {
    return one(
        "UPDATE passkey SET name = $3 WHERE id = $2::uuid AND username = $1 RETURNING " + SHOWN,
        Tuple.of(username, id, name));
  }

  Future<Optional<Passkey>> find(String username, UUID id) {
    return one(
        "SELECT " + SHOWN + " FROM passkey WHERE id = $2::uuid AND username = $1",
        Tuple.of(username, id));
  }

  Future<Optional<Passkey>> delete(String username, UUID id) {
    return one(
        "DELETE FROM passkey WHERE id = $2::uuid AND username = $1 RETURNING " + SHOWN,
        Tuple.of(username, id));
  }

  /** Notes a use; false when the counter did not go forward, which marks the passkey. */
  Future<Boolean> used(String id, long signCount, boolean synced) {
    return postgres
        .query(
            """
            UPDATE passkey SET
              suspected_at = CASE WHEN sign_count < $2::bigint OR ($2::bigint = 0 AND sign_count = 0)
                             THEN suspected_at ELSE now() END,
              sign_count = greatest(sign_count, $2::bigint),
              last_used_at = CASE WHEN sign_count < $2::bigint OR ($2::bigint = 0 AND sign_count = 0)
                             THEN now() ELSE last_used_at END,
              synced = $3::boolean
            WHERE id = $1::uuid
            RETURNING suspected_at IS NOT DISTINCT FROM now() AS suspected""",
            Tuple.of(UUID.fromString(id), signCount, synced))
        .map(rows -> rows.size() == 1 && !rows.iterator().next().getBoolean("suspected"));
  }

  private Future<Optional<Passkey>> one(String sql, Tuple parameters) {
    return postgres.query(sql, parameters).map(rows -> shown(rows).stream().findFirst());
  }

  private static List<Passkey> shown(RowSet<Row> rows) {
    List<Passkey> found = new ArrayList<>();
    for (Row row : rows) {
      found.add(
          new Passkey(
              row.getUUID("id").toString(),
              row.getString("name"),
              row.getBoolean("synced"),
              row.getOffsetDateTime("created_at").toInstant(),
              instant(row.getOffsetDateTime("last_used_at")),
              instant(row.getOffsetDateTime("suspected_at"))));
    }
    return List.copyOf(found);
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime at) {
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }

  private static Buffer buffer(ByteArray bytes) {
    return Buffer.buffer(bytes.getBytes());
  }
}
