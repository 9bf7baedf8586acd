package verticles.security;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Role;
import verticles.postgres.Postgres;

/**
 * Local accounts as administrators keep them. What takes rights away counts on every node within
 * seconds: tokens of an earlier version of the account are refused, and a session that goes on is
 * granted what the account may now.
 */
public final class AccountDesk {
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");
  private static final Pattern ORGANISATION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private static final String LIST =
      """
      SELECT a.username, coalesce(a.organisation_id, '') AS organisation_id, a.role, a.disabled,
             a.created_at, a.version,
             (SELECT count(*)::int FROM session s
              WHERE s.username = a.username AND s.ended_at IS NULL AND s.account_version > 0
                AND least(s.ends_at, s.idle_until) > $1::timestamptz) AS sessions
      FROM account a
      """;

  /** With the revocation in the same statement: a right that was taken away must not live on. */
  private static final String CHANGE =
      """
      WITH changed AS (
        UPDATE account SET
          role = coalesce($2::text, role),
          organisation_id =
            CASE WHEN $3::text IS NULL THEN organisation_id ELSE nullif($3::text, '') END,
          disabled = coalesce($4::boolean, disabled),
          password_hash = coalesce($5::text, password_hash),
          version = version + 1
        WHERE username = $1::text RETURNING username, version),
      revoked AS (
        INSERT INTO revocation (kind, subject, version, expires_at)
        SELECT 'account', username, version, $6::timestamptz FROM changed
        ON CONFLICT (kind, subject) DO UPDATE SET version = excluded.version,
          expires_at = excluded.expires_at, revoked_at = clock_timestamp())
      SELECT version FROM changed
      """;

  private final Postgres postgres;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Revocations revocations;
  private final SecurityConfig config;
  private final InstantSource clock;

  /** The accounts in that database. */
  public AccountDesk(
      Postgres postgres,
      Accounts accounts,
      Sessions sessions,
      Revocations revocations,
      SecurityConfig config,
      InstantSource clock) {
    this.postgres = postgres;
    this.passwords = accounts.passwords();
    this.sessions = sessions;
    this.revocations = revocations;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Makes an account.
   *
   * @return fails with BAD_REQUEST when name or password are not usable and with CONFLICT when the
   *     name is taken
   */
  public Future<AccountView> create(
      String username, String password, String organisation, Role role) {
    String name = username.toLowerCase(Locale.ROOT);
    if (!USERNAME.matcher(name).matches()) {
      throw bad("/username", "A user name has up to 63 letters, digits and . _ @ - in it.");
    }
    checkOrganisation(organisation);
    Passwords.check("/password", password);
    return passwords
        .hash(password)
        .compose(
            hash ->
                postgres.query(
                    "INSERT INTO account (username, password_hash, organisation_id, role)"
                        + " VALUES ($1, $2, nullif($3, ''), $4) ON CONFLICT DO NOTHING",
                    Tuple.of(name, hash, organisation, role.label())))
        .compose(
            inserted ->
                inserted.rowCount() == 1
                    ? find(name)
                    : Future.failedFuture(
                        FailureException.of(Failure.CONFLICT, "That user name is taken.")));
  }

  /** Refuses what cannot be the name of an organisation; empty is none. */
  public static void checkOrganisation(String organisation) {
    if (!organisation.isEmpty() && !ORGANISATION.matcher(organisation).matches()) {
      throw bad(
          "/organisation",
          "An organisation has up to 63 lower-case letters, digits and -, or is empty.");
    }
  }

  /** Up to {@code limit} accounts by name, from the first one behind {@code after}. */
  public Future<List<AccountView>> list(String after, int limit) {
    return postgres
        .query(
            LIST + " WHERE a.username > $2::text ORDER BY a.username LIMIT $3::int",
            Tuple.of(RevocationTable.at(clock.instant()), after, limit))
        .map(AccountDesk::views);
  }

  /** One account; fails with NOT_FOUND. */
  public Future<AccountView> find(String username) {
    return postgres
        .query(
            LIST + " WHERE a.username = $2::text",
            Tuple.of(RevocationTable.at(clock.instant()), username))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw missing(username);
              }
              return views(rows).getFirst();
            });
  }

  private static List<AccountView> views(RowSet<Row> rows) {
    List<AccountView> found = new ArrayList<>();
    for (Row row : rows) {
      found.add(
          new AccountView(
              row.getString("username"),
              row.getString("organisation_id"),
              Role.of(row.getString("role")).orElse(Role.VIEWER),
              row.getBoolean("disabled"),
              row.getOffsetDateTime("created_at").toInstant(),
              row.getInteger("sessions")));
    }
    return found;
  }

  /** Changes role, organisation or state; disabling ends the sessions too. */
  public Future<AccountView> change(String username, AccountChange change) {
    change.organisation().ifPresent(AccountDesk::checkOrganisation);
    return write(
            username,
            change.role().map(Role::label).orElse(null),
            change.organisation().orElse(null),
            change.disabled().orElse(null),
            null)
        .compose(
            written ->
                change.disabled().orElse(false)
                    ? sessions.endAll(username)
                    : Future.succeededFuture(0))
        .compose(ended -> find(username));
  }

  /**
   * Gives an account another password; its sessions end, except {@code kept}.
   *
   * @param kept the session of the owner who changes it; empty when somebody else does
   */
  public Future<Void> password(String username, String password, String kept) {
    Passwords.check(kept.isEmpty() ? "/password" : "/newPassword", password);
    return find(username)
        .compose(found -> passwords.hash(password))
        .compose(hash -> write(username, null, null, null, hash))
        .compose(
            written ->
                kept.isEmpty() ? sessions.endAll(username) : sessions.endOthers(username, kept))
        .mapEmpty();
  }

  private Future<Void> write(
      String username,
      @Nullable String role,
      @Nullable String organisation,
      @Nullable Boolean disabled,
      @Nullable String hash) {
    Instant refuseUntil = clock.instant().plus(config.tokenLifetime()).plus(MARGIN);
    return postgres
        .query(
            CHANGE,
            Tuple.of(username)
                .addString(role)
                .addString(organisation)
                .addBoolean(disabled)
                .addString(hash)
                .addOffsetDateTime(RevocationTable.at(refuseUntil)))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw missing(username);
              }
              revocations.announce(
                  new SecurityMessage.Revoked(
                      SecurityMessage.Kind.ACCOUNT,
                      username,
                      rows.iterator().next().getLong("version"),
                      refuseUntil));
              return null;
            });
  }

  private static FailureException missing(String username) {
    return FailureException.of(Failure.NOT_FOUND, "There is no account '%s'.".formatted(username));
  }

  private static FailureException bad(String pointer, String accepted) {
    return FailureException.of(
        Failure.BAD_REQUEST, accepted, List.of(new FieldError(pointer, accepted)));
  }
}
