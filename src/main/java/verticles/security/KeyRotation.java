package verticles.security;

import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.Postgres;

/**
 * Replaces signing keys while the nodes run. Whoever asks for it marks the keys that sign in the
 * {@code signing_key} table; each node sees that its own is marked, publishes a next one, signs
 * with it as soon as every node has had time to read it, and lets the old one verify until the last
 * of its tokens is over.
 */
public final class KeyRotation {
  private static final Logger LOGGER = LoggerFactory.getLogger(KeyRotation.class);
  private static final long LOOK_MILLIS = 1000;

  /** Every node reads the table each second; after so long each has seen a key or is not there. */
  static final Duration PUBLISHED_BEFORE = Duration.ofSeconds(3);

  private final SigningKeys own;
  private final KeyRing ring;
  private final Postgres postgres;
  private final SecurityConfig config;
  private final String node;
  private final InstantSource clock;
  private Instant publishedAt = Instant.MAX;
  private boolean busy;

  /** The rotation of this node's key. */
  public KeyRotation(
      SigningKeys own,
      KeyRing ring,
      Postgres postgres,
      SecurityConfig config,
      String node,
      InstantSource clock) {
    this.own = own;
    this.ring = ring;
    this.postgres = postgres;
    this.config = config;
    this.node = node;
    this.clock = clock;
  }

  /** Looks each second from now on; answers the timer. */
  public long start(Vertx vertx) {
    return vertx.setPeriodic(LOOK_MILLIS, tick -> look());
  }

  /** Reads the keys of all nodes and takes the next step with the own one, if one is due. */
  public synchronized Future<Void> look() {
    if (busy) {
      return Future.succeededFuture();
    }
    busy = true;
    return ring.read()
        .compose(read -> ring.asked().map(this::step).orElseGet(Future::succeededFuture))
        .recover(
            thrown -> {
              LOGGER.atDebug().setCause(thrown).log("the signing keys were not looked at");
              return Future.succeededFuture();
            })
        .onComplete(done -> rest());
  }

  private synchronized void rest() {
    busy = false;
  }

  private Future<Void> step(KeyRing.Replacement asked) {
    if (publishedAt.equals(Instant.MAX)) {
      return publish();
    }
    // this node was stopped in the middle, or away for so long that the others have gone on
    if (asked.over()) {
      return sign();
    }
    if (clock.instant().isBefore(publishedAt.plus(PUBLISHED_BEFORE))) {
      return Future.succeededFuture();
    }
    return retire(asked.atOnce()).compose(retired -> sign());
  }

  private Future<Void> publish() {
    ECKey next = own.prepareNext();
    return postgres
        .query(
            "INSERT INTO signing_key (kid, public_jwk, node) VALUES ($1, $2, $3)"
                + " ON CONFLICT (kid) DO NOTHING",
            Tuple.of(next.getKeyID(), next.toJSONString(), node))
        .map(
            published -> {
              publishedAt = clock.instant();
              return null;
            });
  }

  private Future<Void> retire(boolean atOnce) {
    Instant last = own.longest();
    return postgres
        .query(
            "UPDATE signing_key SET over_at = CASE WHEN $2::boolean THEN clock_timestamp() ELSE"
                + " greatest(clock_timestamp() + $3::bigint * interval '1 second', $4::timestamptz)"
                + " END WHERE kid = $1::text",
            Tuple.of(own.publicKey().getKeyID(), atOnce)
                .addLong(config.tokenLifetime().toSeconds() + 1)
                .addOffsetDateTime(RevocationTable.at(last)))
        .mapEmpty();
  }

  private Future<Void> sign() {
    own.advance();
    publishedAt = Instant.MAX;
    LOGGER
        .atInfo()
        .addKeyValue("kid", own.publicKey().getKeyID())
        .log("tokens are signed with another key");
    return ring.join(node);
  }
}
