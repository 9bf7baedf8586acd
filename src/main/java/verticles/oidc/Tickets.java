package verticles.oidc;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.secret.Hashes;

/**
 * Proofs, each good once and for a minute, that the provider said who somebody is: the callback
 * leaves one in a cookie and the page trades it for a session, on any node.
 */
final class Tickets {
  private final Postgres postgres;

  Tickets(Postgres postgres) {
    this.postgres = postgres;
  }

  /** A ticket for that caller. */
  Future<String> issue(Caller caller) {
    String ticket = Hashes.random();
    return postgres
        .query(
            """
            WITH gone AS (DELETE FROM oidc_ticket WHERE expires_at < now())
            INSERT INTO oidc_ticket (hash, username, organisation_id, role, expires_at)
            VALUES ($1::bytea, $2, $3, $4, now() + interval '1 minute')""",
            Tuple.of(hash(ticket), caller.user(), caller.organisation(), caller.role().label()))
        .map(inserted -> ticket);
  }

  /** Whose ticket that is; fails with UNAUTHENTICATED when it is unknown, used or old. */
  Future<Caller> redeem(String ticket) {
    return postgres
        .query(
            "DELETE FROM oidc_ticket WHERE hash = $1::bytea"
                + " RETURNING username, organisation_id, role, expires_at > now() AS good",
            Tuple.of(hash(ticket)))
        .map(rows -> rows.size() == 0 ? Optional.<Caller>empty() : caller(rows.iterator().next()))
        .map(found -> found.orElseThrow(Tickets::used));
  }

  private static Optional<Caller> caller(Row row) {
    return Role.of(row.getString("role"))
        .filter(role -> row.getBoolean("good"))
        .map(role -> new Caller(row.getString("username"), row.getString("organisation_id"), role));
  }

  private static Buffer hash(String ticket) {
    return Buffer.buffer(Hashes.of(ticket));
  }

  private static FailureException used() {
    return ProviderJwt.refused("This sign-in was used already or took too long. Please try again.");
  }
}
