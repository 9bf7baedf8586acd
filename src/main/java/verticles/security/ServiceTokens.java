package verticles.security;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.identity.Scopes;
import verticles.postgres.Postgres;
import verticles.secret.Hashes;

/**
 * Tokens of services: {@code srt_} and 256 random bits, stored as their SHA-256. A service has the
 * role and the scopes that its token was made with, until it expires or is revoked.
 */
public final class ServiceTokens implements TokenSource {
  /** What the name of a service begins with, so that no account has the same. */
  static final String USER = "service/";

  private static final Pattern FORM = Pattern.compile("srt_[A-Za-z0-9_-]{43}");

  private static final String COLUMNS =
      "id, name, role, organisation_id, scopes, created_by, created_at, expires_at, last_used_at";

  private static final String USED =
      """
      UPDATE service_token SET last_used_at = $2::timestamptz WHERE id = $1::text
        AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')
      """;

  private static final String REVOKE =
      """
      WITH revoked AS (
        UPDATE service_token SET revoked_at = $2::timestamptz
        WHERE id = $1::text AND revoked_at IS NULL RETURNING *),
      told AS (
        INSERT INTO revocation (kind, subject, expires_at)
        SELECT 'token', id, expires_at FROM revoked ON CONFLICT DO NOTHING)
      SELECT * FROM revoked
      """;

  private final Postgres postgres;
  private final Revocations revocations;
  private final InstantSource clock;

  /** The tokens in that database. */
  public ServiceTokens(Postgres postgres, Revocations revocations, InstantSource clock) {
    this.postgres = postgres;
    this.revocations = revocations;
    this.clock = clock;
  }

  @Override
  public boolean recognises(String token) {
    return token.startsWith("srt_");
  }

  @Override
  public Future<VerifiedToken> verify(String token) {
    if (!FORM.matcher(token).matches()) {
      return Future.failedFuture(unknown());
    }
    Instant now = clock.instant();
    return postgres
        .query(
            "SELECT "
                + COLUMNS
                + " FROM service_token WHERE hash = $1::bytea AND revoked_at IS NULL",
            Tuple.of(Buffer.buffer(Hashes.of(token))))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw unknown();
              }
              return verified(read(rows.iterator().next()), now);
            });
  }

  private VerifiedToken verified(ServiceToken token, Instant now) {
    if (!now.isBefore(token.expiresAt())) {
      throw TokenCheck.refused("The token expired at %s.".formatted(token.expiresAt()));
    }
    // coarse, and not waited for: it only tells an administrator what is still in use
    postgres.query(USED, Tuple.of(token.id(), RevocationTable.at(now)));
    return new VerifiedToken(
        new Caller(USER + token.name(), token.organisation(), token.role()),
        token.id(),
        token.expiresAt(),
        token.expiresAt().toEpochMilli(),
        Scopes.of(token.scopes()),
        Optional.empty());
  }

  private static FailureException unknown() {
    return TokenCheck.refused("This token of a service is not known, or was revoked.");
  }

  /**
   * Makes a token.
   *
   * @return fails with CONFLICT when a token has this name already
   */
  public Future<ServiceToken.Made> make(ServiceToken.Wanted wanted, String createdBy) {
    String text = "srt_" + Hashes.random();
    return postgres
        .query(
            "INSERT INTO service_token (id, name, hash, role, organisation_id, scopes, created_by,"
                + " created_at, expires_at) VALUES ($1::text, $2::text, $3::bytea, $4::text,"
                + " $5::text, $6::text[], $7::text, $8::timestamptz, $9::timestamptz)"
                + " ON CONFLICT DO NOTHING RETURNING "
                + COLUMNS,
            Tuple.of(UUID.randomUUID().toString(), wanted.name())
                .addBuffer(Buffer.buffer(Hashes.of(text)))
                .addString(wanted.role().label())
                .addString(wanted.organisation())
                .addArrayOfString(new TreeSet<>(wanted.scopes()).toArray(String[]::new))
                .addString(createdBy)
                .addOffsetDateTime(RevocationTable.at(clock.instant()))
                .addOffsetDateTime(RevocationTable.at(wanted.expiresAt())))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw FailureException.of(
                    Failure.CONFLICT,
                    "A token has the name '%s' already.".formatted(wanted.name()));
              }
              return new ServiceToken.Made(read(rows.iterator().next()), text);
            });
  }

  /** Those that are not revoked, by name. */
  public Future<List<ServiceToken>> list() {
    return postgres
        .query(
            "SELECT "
                + COLUMNS
                + " FROM service_token WHERE revoked_at IS NULL ORDER BY name LIMIT 1000",
            Tuple.tuple())
        .map(
            rows -> {
              List<ServiceToken> tokens = new ArrayList<>();
              rows.forEach(row -> tokens.add(read(row)));
              return tokens;
            });
  }

  /** Revokes a token on every node; answers what it was, or fails with NOT_FOUND. */
  public Future<ServiceToken> revoke(String id) {
    return postgres
        .query(REVOKE, Tuple.of(id, RevocationTable.at(clock.instant())))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw FailureException.of(Failure.NOT_FOUND, "There is no such token.");
              }
              ServiceToken token = read(rows.iterator().next());
              revocations.announce(SecurityMessage.Revoked.token(token.id(), token.expiresAt()));
              return token;
            });
  }

  private static ServiceToken read(Row row) {
    return new ServiceToken(
        row.getString("id"),
        row.getString("name"),
        Role.of(row.getString("role")).orElseThrow(),
        row.getString("organisation_id"),
        Set.of(row.getArrayOfStrings("scopes")),
        row.getString("created_by"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("last_used_at")).map(OffsetDateTime::toInstant));
  }
}
