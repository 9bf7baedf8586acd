package verticles.security;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import verticles.postgres.Postgres;

/** Sessions in PostgreSQL; each check is one statement with what it does. */
final class SessionTable {
  /** Only while the account is as it was when its password was checked. */
  private static final String BEGIN =
      """
      INSERT INTO session (id, username, organisation_id, role, account_version, device, token_hash,
                           rotated_at, created_at, used_at, proved_at, idle_until, ends_at)
      SELECT $1::text, $2::text, $3::text, $4::text, $5::bigint, $6::text, $7::bytea,
             $8::timestamptz, $8::timestamptz, $8::timestamptz, $8::timestamptz, $9::timestamptz, $10::timestamptz
      WHERE $5::bigint = 0 OR EXISTS (
        SELECT FROM account WHERE username = $2::text AND version = $5::bigint AND NOT disabled
        FOR SHARE)
      """;

  private static final String FIND =
      """
      SELECT s.*, a.role AS now_role, coalesce(a.organisation_id, '') AS now_organisation,
             a.version AS now_version, coalesce(a.disabled, true) AS now_disabled
      FROM session s LEFT JOIN account a ON a.username = s.username AND s.account_version > 0
      WHERE s.id = $1::text
      """;

  private static final String ROTATE =
      """
      UPDATE session SET previous_hash = token_hash, token_hash = $3::bytea, salt = $4::bytea,
        rotated_at = $5::timestamptz, used_at = $5::timestamptz,
        idle_until = least($6::timestamptz, ends_at)
      WHERE id = $1::text AND token_hash = $2::bytea AND ended_at IS NULL
      """;

  /** Ends and revokes at once: an ended session whose tokens still count must not be. */
  private static final String END =
      """
      WITH ended AS (
        UPDATE session SET ended_at = $1::timestamptz, end_reason = $2::text
        WHERE ended_at IS NULL AND %s RETURNING id),
      revoked AS (
        INSERT INTO revocation (kind, subject, expires_at)
        SELECT 'session', id, $3::timestamptz FROM ended
        ON CONFLICT (kind, subject) DO UPDATE
          SET expires_at = excluded.expires_at, revoked_at = clock_timestamp())
      SELECT id FROM ended
      """;

  private static final String END_ONE = END.formatted("id = $4::text AND username = $5::text");
  private static final String END_OTHERS = END.formatted("username = $4::text AND id <> $5::text");
  private static final String END_REPLAYED = END.formatted("id = $4::text");

  private static final String LIST =
      """
      SELECT id, device, created_at, used_at, least(ends_at, idle_until) AS ends_at FROM session
      WHERE username = $1::text AND ended_at IS NULL
        AND ends_at > $2::timestamptz AND idle_until > $2::timestamptz
      ORDER BY used_at DESC, id LIMIT 200
      """;

  private final Postgres postgres;

  SessionTable(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Answers whether the session was made. */
  Future<Boolean> begin(
      RefreshToken first,
      SignedIn who,
      String device,
      Instant now,
      Instant idleUntil,
      Instant endsAt) {
    return postgres
        .query(
            BEGIN,
            Tuple.of(first.session(), who.caller().user(), who.caller().organisation())
                .addString(who.caller().role().label())
                .addLong(who.accountVersion())
                .addString(device)
                .addBuffer(Buffer.buffer(first.hash()))
                .addOffsetDateTime(RevocationTable.at(now))
                .addOffsetDateTime(RevocationTable.at(idleUntil))
                .addOffsetDateTime(RevocationTable.at(endsAt)))
        .map(made -> made.rowCount() == 1);
  }

  Future<Optional<SessionRow>> find(String id) {
    return postgres
        .query(FIND, Tuple.of(id))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(SessionRow.of(rows.iterator().next())));
  }

  /** Answers whether it was this call that replaced the token. */
  Future<Boolean> rotate(
      RefreshToken shown, RefreshToken next, byte[] salt, Instant now, Instant idleUntil) {
    return postgres
        .query(
            ROTATE,
            Tuple.of(shown.session(), Buffer.buffer(shown.hash()), Buffer.buffer(next.hash()))
                .addBuffer(Buffer.buffer(salt))
                .addOffsetDateTime(RevocationTable.at(now))
                .addOffsetDateTime(RevocationTable.at(idleUntil)))
        .map(changed -> changed.rowCount() == 1);
  }

  Future<List<String>> end(String user, String id, Instant now, Instant refuseUntil) {
    return end(END_ONE, "signed out", now, refuseUntil, List.of(id, user));
  }

  Future<List<String>> endOthers(String user, String kept, Instant now, Instant refuseUntil) {
    return end(END_OTHERS, "signed out", now, refuseUntil, List.of(user, kept));
  }

  Future<List<String>> endReplayed(String id, Instant now, Instant refuseUntil) {
    return end(END_REPLAYED, "replayed", now, refuseUntil, List.of(id));
  }

  private Future<List<String>> end(
      String sql, String reason, Instant now, Instant refuseUntil, List<String> which) {
    Tuple parameters = Tuple.of(RevocationTable.at(now), reason, RevocationTable.at(refuseUntil));
    which.forEach(parameters::addString);
    return postgres.query(sql, parameters).map(SessionTable::ids);
  }

  private static List<String> ids(RowSet<Row> rows) {
    List<String> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.getString("id")));
    return ids;
  }

  Future<List<SessionView>> list(String user, Instant now) {
    return postgres
        .query(LIST, Tuple.of(user, RevocationTable.at(now)))
        .map(
            rows -> {
              List<SessionView> sessions = new ArrayList<>();
              for (Row row : rows) {
                sessions.add(
                    new SessionView(
                        row.getString("id"),
                        row.getString("device"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("used_at").toInstant(),
                        row.getOffsetDateTime("ends_at").toInstant()));
              }
              return sessions;
            });
  }

  /** No session has this id. */
  static final String NONE = new UUID(0, 0).toString();
}
