package verticles.security;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import verticles.postgres.Postgres;

/** Revocations in PostgreSQL. */
public final class RevocationTable implements RevocationStore {
  /** Statements that began earlier and commit later are found by looking back a little. */
  private static final String SINCE =
      """
      SELECT kind, subject, version, expires_at, revoked_at FROM revocation
      WHERE revoked_at > $1::timestamptz - interval '30 seconds'
        AND expires_at > clock_timestamp()
      """;

  private static final String WRITE =
      """
      INSERT INTO revocation (kind, subject, version, expires_at)
      VALUES ($1::text, $2::text, $3::bigint, $4::timestamptz)
      ON CONFLICT (kind, subject) DO UPDATE SET
        version = greatest(revocation.version, excluded.version),
        expires_at = greatest(revocation.expires_at, excluded.expires_at),
        revoked_at = clock_timestamp()
      """;

  private final Postgres postgres;

  /** The table of that database. */
  public RevocationTable(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public Future<Void> write(SecurityMessage.Revoked revoked) {
    return postgres
        .query(
            WRITE,
            Tuple.of(
                label(revoked.kind()),
                revoked.subject(),
                revoked.version(),
                at(revoked.expiresAt())))
        .mapEmpty();
  }

  @Override
  public Future<News> since(Instant time) {
    return postgres
        .query(SINCE, Tuple.of(at(time)))
        .map(
            rows -> {
              List<SecurityMessage.Revoked> found = new ArrayList<>();
              Instant newest = time;
              for (Row row : rows) {
                found.add(revoked(row));
                Instant written = row.getOffsetDateTime("revoked_at").toInstant();
                newest = written.isAfter(newest) ? written : newest;
              }
              return new News(found, newest);
            });
  }

  private static SecurityMessage.Revoked revoked(Row row) {
    return new SecurityMessage.Revoked(
        SecurityMessage.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("subject"),
        row.getLong("version"),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  static String label(SecurityMessage.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
