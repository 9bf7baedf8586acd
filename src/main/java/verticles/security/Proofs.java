package verticles.security;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import verticles.postgres.Postgres;

/**
 * When the owners of sessions last proved who they are. A session that was left open, or stolen, is
 * not enough for what would outlive it.
 */
public final class Proofs {
  private static final String RECENT =
      """
      SELECT FROM session
      WHERE id = $1::text AND ended_at IS NULL AND proved_at > $2::timestamptz
      """;

  private static final String RENEW =
      "UPDATE session SET proved_at = $2::timestamptz WHERE id = $1::text AND ended_at IS NULL";

  private final Postgres postgres;
  private final Duration recent;
  private final InstantSource clock;

  /** The proofs in that database. */
  public Proofs(Postgres postgres, SecurityConfig config, InstantSource clock) {
    this.postgres = postgres;
    this.recent = config.recentProof();
    this.clock = clock;
  }

  /** For how long a proof counts as recent. */
  public Duration lifetime() {
    return recent;
  }

  /** Whether the last proof of an open session is recent. */
  public Future<Boolean> isRecent(SessionMark session) {
    return postgres
        .query(RECENT, Tuple.of(session.id(), RevocationTable.at(clock.instant().minus(recent))))
        .map(rows -> rows.size() == 1);
  }

  /** Notes that it was proven now. */
  public Future<Void> renew(SessionMark session) {
    return postgres
        .query(RENEW, Tuple.of(session.id(), RevocationTable.at(clock.instant())))
        .mapEmpty();
  }
}
