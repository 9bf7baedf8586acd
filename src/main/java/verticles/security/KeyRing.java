package verticles.security;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.Postgres;

/**
 * The public keys whose tokens are accepted: this node's own, and those of every node that
 * registered in the same database, until they are over. An unknown id makes it look there again, at
 * most once a second.
 */
public final class KeyRing {
  private static final Logger LOGGER = LoggerFactory.getLogger(KeyRing.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final SigningKeys own;
  private final @Nullable Postgres postgres;
  private final InstantSource clock;
  private volatile Map<String, ECKey> keys;
  private volatile Map<String, Replacement> replacements = Map.of();
  private Instant lastLook = Instant.EPOCH;
  private Future<Void> look = Future.succeededFuture();
  private Runnable whenLost = () -> {};

  /**
   * That somebody asked for another key in the place of one.
   *
   * @param atOnce whether the tokens of the old one end with it
   * @param over whether they are over already
   */
  record Replacement(boolean atOnce, boolean over) {}

  private KeyRing(SigningKeys own, @Nullable Postgres postgres, InstantSource clock) {
    this.own = own;
    this.postgres = postgres;
    this.clock = clock;
    this.keys = Map.of(own.publicKey().getKeyID(), own.publicKey());
  }

  /** A ring of one key, for the command line. */
  public static KeyRing alone(SigningKeys own) {
    return new KeyRing(own, null, InstantSource.system());
  }

  /** A ring shared through the {@code signing_key} table. */
  public static KeyRing shared(SigningKeys own, Postgres postgres, InstantSource clock) {
    return new KeyRing(own, postgres, clock);
  }

  /** Registers this node's key and learns those of the others; once at start. */
  public Future<Void> join(String node) {
    if (postgres == null) {
      return Future.succeededFuture();
    }
    return postgres
        .query(
            "INSERT INTO signing_key (kid, public_jwk, node, signs_since)"
                + " VALUES ($1, $2, $3, clock_timestamp()) ON CONFLICT (kid) DO UPDATE"
                + " SET node = excluded.node,"
                + " signs_since = coalesce(signing_key.signs_since, excluded.signs_since)",
            Tuple.of(own.publicKey().getKeyID(), own.publicKey().toJSONString(), node))
        .compose(registered -> lookAgain());
  }

  Optional<ECKey> find(String kid) {
    return Optional.ofNullable(keys.get(kid));
  }

  /** Whether the own key was to be replaced when the table was last read. */
  Optional<Replacement> asked() {
    return Optional.ofNullable(replacements.get(own.publicKey().getKeyID()));
  }

  /** What to do when the tokens of a key are not accepted any more. */
  void whenLost(Runnable action) {
    whenLost = action;
  }

  /** Completes when the table was read after, or less than a second before, this call. */
  synchronized Future<Void> lookAgain() {
    boolean recent = lastLook.plus(BETWEEN_LOOKS).isAfter(clock.instant());
    return recent ? look : read();
  }

  /** Completes when the table was read; one reading serves all who ask while it is under way. */
  synchronized Future<Void> read() {
    if (postgres != null && look.isComplete()) {
      lastLook = clock.instant();
      look =
          postgres
              .query(
                  "SELECT kid, public_jwk, replace_asked_at IS NOT NULL AS asked, replace_at_once,"
                      + " over_at IS NOT NULL AS ending,"
                      + " over_at IS NULL OR over_at > clock_timestamp() AS accepted"
                      + " FROM signing_key"
                      + " WHERE over_at IS NULL OR over_at > clock_timestamp() OR kid = $1::text",
                  Tuple.of(own.publicKey().getKeyID()))
              .map(this::replace)
              .mapEmpty();
    }
    return look;
  }

  private int replace(RowSet<Row> rows) {
    Map<String, ECKey> found = new LinkedHashMap<>();
    found.put(own.publicKey().getKeyID(), own.publicKey());
    Map<String, Replacement> asked = new HashMap<>();
    for (Row row : rows) {
      String kid = row.getString("kid");
      if (row.getBoolean("accepted")) {
        parse(kid, row.getString("public_jwk")).ifPresent(key -> found.put(kid, key));
      }
      if (row.getBoolean("asked")) {
        asked.put(
            kid, new Replacement(row.getBoolean("replace_at_once"), row.getBoolean("ending")));
      }
    }
    replacements = Map.copyOf(asked);
    boolean lost = !found.keySet().containsAll(keys.keySet());
    keys = Map.copyOf(found);
    if (lost) {
      whenLost.run();
    }
    return found.size();
  }

  private static Optional<ECKey> parse(String kid, String jwk) {
    try {
      ECKey key = ECKey.parse(jwk);
      if (kid.equals(key.getKeyID())
          && Curve.P_256.equals(key.getCurve())
          && SigningKeys.named(key)) {
        return Optional.of(key.toPublicJWK());
      }
    } catch (ParseException malformed) {
      // said below
    }
    LOGGER.atWarn().addKeyValue("kid", kid).log("a registered signing key is not usable");
    return Optional.empty();
  }
}
