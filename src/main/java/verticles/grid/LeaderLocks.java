package verticles.grid;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.OptionalLong;
import verticles.postgres.PostgresSession;

/**
 * The locks of leaders: advisory locks of a PostgreSQL session, which are its own and gone with it.
 * The fences are kept in the table {@code leadership}.
 */
final class LeaderLocks {
  private static final String KEY = "hashtextextended('spinreserve leads ' || $1::text, 0)";
  private static final String TRY = "SELECT pg_try_advisory_lock(" + KEY + ") AS won";
  private static final String RESIGN = "SELECT pg_advisory_unlock(" + KEY + ")";
  private static final String NEXT_FENCE =
      """
      INSERT INTO leadership AS led (work, fence, node, since)
      VALUES ($1::text, 1, $2::text, now())
      ON CONFLICT (work) DO UPDATE
        SET fence = led.fence + 1, node = excluded.node, since = excluded.since
      RETURNING fence
      """;

  private final PostgresSession session;
  private final String node;

  LeaderLocks(PostgresSession session, String node) {
    this.session = session;
    this.node = node;
  }

  /** Tries to become the leader: the new fence, or empty while another session leads. */
  Future<OptionalLong> tryLead(String work) {
    return session
        .query(TRY, Tuple.of(work))
        .compose(
            rows ->
                rows.iterator().next().getBoolean("won")
                    ? nextFence(work)
                    : Future.succeededFuture(OptionalLong.empty()));
  }

  private Future<OptionalLong> nextFence(String work) {
    return session
        .query(NEXT_FENCE, Tuple.of(work, node))
        .map(rows -> OptionalLong.of(rows.iterator().next().getLong("fence")));
  }

  /** Gives the lock back. */
  Future<Void> resign(String work) {
    return session.query(RESIGN, Tuple.of(work)).mapEmpty();
  }

  /** Asks whether the session lives, which also tells the server that this node does. */
  Future<Void> confirm() {
    return session.query("SELECT 1", Tuple.tuple()).mapEmpty();
  }
}
