package verticles.security;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import verticles.postgres.Postgres;
import verticles.secret.Hashes;

/**
 * Slows guessing down: after the third wrong password in a row a name must wait 1 s, then 2 s, 4 s
 * and so on up to a minute, on whichever node it is tried. Kept for known and unknown names alike,
 * so that it tells nothing. Once a name has to wait, each attempt takes its turn before the
 * password is looked at, so that a hundred at the same moment are one.
 */
final class FailureDelay {
  /** A name that nobody has tried for so long starts anew. */
  static final Duration FORGOTTEN = Duration.ofMinutes(15);

  private static final String TAKE_TURN =
      """
      UPDATE sign_in_failure SET
        open_at = $2::timestamptz + least(power(2, least(failures - 2, 10)), 60) * interval '1 second'
      WHERE name_hash = $1::bytea AND failures >= 3 AND open_at <= $2::timestamptz
        AND failed_at > $3::timestamptz
      RETURNING 1
      """;

  private static final String OPEN_AT =
      """
      SELECT open_at FROM sign_in_failure
      WHERE name_hash = $1::bytea AND failures >= 3 AND failed_at > $2::timestamptz
      """;

  private static final String FAILED =
      """
      INSERT INTO sign_in_failure (name_hash, failures, open_at, failed_at)
      VALUES ($1::bytea, 1, $2::timestamptz, $2::timestamptz)
      ON CONFLICT (name_hash) DO UPDATE SET
        failures = CASE WHEN sign_in_failure.failed_at > $3::timestamptz
                        THEN sign_in_failure.failures + 1 ELSE 1 END,
        open_at = CASE WHEN sign_in_failure.failed_at > $3::timestamptz
                            AND sign_in_failure.failures + 1 >= 3
                       THEN $2::timestamptz
                         + least(power(2, least(sign_in_failure.failures - 2, 10)), 60)
                           * interval '1 second'
                       ELSE $2::timestamptz END,
        failed_at = $2::timestamptz
      """;

  private final Postgres postgres;
  private final InstantSource clock;

  FailureDelay(Postgres postgres, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /** How long that name must wait before it may try again; zero when it may, now. */
  Future<Duration> enter(String name) {
    Instant now = clock.instant();
    Buffer hash = hash(name);
    Tuple turn = Tuple.of(hash, RevocationTable.at(now), RevocationTable.at(now.minus(FORGOTTEN)));
    return postgres
        .query(TAKE_TURN, turn)
        .compose(
            taken ->
                taken.rowCount() == 1
                    ? Future.succeededFuture(Duration.ZERO)
                    : remaining(hash, now));
  }

  private Future<Duration> remaining(Buffer hash, Instant now) {
    return postgres
        .query(OPEN_AT, Tuple.of(hash, RevocationTable.at(now.minus(FORGOTTEN))))
        .map(rows -> rows.size() == 0 ? Duration.ZERO : between(now, rows));
  }

  private static Duration between(Instant now, RowSet<Row> rows) {
    Instant open = rows.iterator().next().getOffsetDateTime("open_at").toInstant();
    return open.isAfter(now) ? Duration.between(now, open) : Duration.ZERO;
  }

  Future<Void> failed(String name) {
    Instant now = clock.instant();
    return postgres
        .query(
            FAILED,
            Tuple.of(hash(name), RevocationTable.at(now), RevocationTable.at(now.minus(FORGOTTEN))))
        .mapEmpty();
  }

  Future<Void> succeeded(String name) {
    return postgres
        .query("DELETE FROM sign_in_failure WHERE name_hash = $1::bytea", Tuple.of(hash(name)))
        .mapEmpty();
  }

  private static Buffer hash(String name) {
    return Buffer.buffer(Hashes.of(name));
  }
}
