package verticles.security;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.postgres.Postgres;

/** The signing keys of all nodes, for those who look after them. */
public final class SigningKeyList {
  private final Postgres postgres;

  /** The keys in that database. */
  public SigningKeyList(Postgres postgres) {
    this.postgres = postgres;
  }

  /**
   * A key of any node.
   *
   * @param kid its id, which is its thumbprint
   * @param state published (not used yet), signing, replacing (the next one is being published), or
   *     over (it only verifies)
   * @param overAt from when on its tokens are refused; empty while it signs
   */
  public record Listed(
      String kid, String node, String state, Instant addedAt, Optional<Instant> overAt) {}

  /** The keys that are accepted, oldest first. */
  public Future<List<Listed>> list() {
    return postgres
        .query(
            "SELECT kid, node, added_at, signs_since, replace_asked_at, over_at FROM signing_key"
                + " WHERE over_at IS NULL OR over_at > clock_timestamp() ORDER BY added_at, kid",
            Tuple.tuple())
        .map(SigningKeyList::listed);
  }

  private static List<Listed> listed(RowSet<Row> rows) {
    List<Listed> keys = new ArrayList<>();
    for (Row row : rows) {
      @Nullable OffsetDateTime over = row.getOffsetDateTime("over_at");
      String state =
          over != null
              ? "over"
              : row.getOffsetDateTime("signs_since") == null
                  ? "published"
                  : row.getOffsetDateTime("replace_asked_at") == null ? "signing" : "replacing";
      keys.add(
          new Listed(
              row.getString("kid"),
              row.getString("node"),
              state,
              row.getOffsetDateTime("added_at").toInstant(),
              Optional.ofNullable(over).map(OffsetDateTime::toInstant)));
    }
    return keys;
  }

  /** What happens to the tokens of the keys that are replaced. */
  public enum Old {
    /** They are accepted until they expire. */
    LIVE_OUT,
    /** They are refused as soon as the next key signs: somebody has stolen a key. */
    END
  }

  /** Asks every node for another key; answers how many are replaced. */
  public Future<Integer> rotate(Old old) {
    return postgres
        .query(
            "UPDATE signing_key SET replace_asked_at = clock_timestamp(),"
                + " replace_at_once = $1::boolean WHERE signs_since IS NOT NULL AND over_at IS NULL",
            Tuple.of(old == Old.END))
        .compose(
            asked ->
                old == Old.END ? endOlder().map(ended -> asked) : Future.succeededFuture(asked))
        .map(RowSet::rowCount);
  }

  private Future<Void> endOlder() {
    return postgres
        .query(
            "UPDATE signing_key SET over_at = clock_timestamp() WHERE over_at > clock_timestamp()",
            Tuple.tuple())
        .mapEmpty();
  }
}
