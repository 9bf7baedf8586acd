package verticles.passkey;

import com.yubico.webauthn.data.ByteArray;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.Postgres;

/** What browsers were asked to sign: each is answered once, within two minutes, on any node. */
final class Challenges {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 32;

  private final Postgres postgres;

  Challenges(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Keeps what somebody without a name was asked for. */
  Future<String> keep(String request) {
    return insert(null, request);
  }

  /** Keeps what a user was asked for; nobody else can answer it. */
  Future<String> keepFor(String username, String request) {
    return insert(username, request);
  }

  private Future<String> insert(@Nullable String username, String request) {
    String id = random(ID_BYTES).getBase64Url();
    return postgres
        .query(
            """
            WITH gone AS (DELETE FROM passkey_challenge WHERE expires_at < now())
            INSERT INTO passkey_challenge (id, username, request, expires_at)
            VALUES ($1, $2, $3, now() + interval '2 minutes')""",
            Tuple.of(id, username, request))
        .map(inserted -> id);
  }

  /** Takes what somebody without a name was asked for; fails when it is used, or old. */
  Future<String> take(String id) {
    return delete("username IS NULL AND $2 = ''", Tuple.of(id, ""));
  }

  /** Takes what that user was asked for; fails when it is used, old, or another user's. */
  Future<String> takeOf(String username, String id) {
    return delete("username = $2", Tuple.of(id, username));
  }

  private Future<String> delete(String whose, Tuple parameters) {
    return postgres
        .query(
            "DELETE FROM passkey_challenge WHERE id = $1 AND "
                + whose
                + " RETURNING request, expires_at > now() AS good",
            parameters)
        .map(
            rows ->
                Optional.of(rows)
                    .filter(found -> found.size() == 1)
                    .map(found -> found.iterator().next())
                    .filter(row -> row.getBoolean("good"))
                    .map(row -> row.getString("request"))
                    .orElseThrow(Challenges::over));
  }

  private static FailureException over() {
    return FailureException.of(
        Failure.UNAUTHENTICATED, "That took too long, or was answered already. Please try again.");
  }

  static ByteArray random(int size) {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return new ByteArray(bytes);
  }
}
