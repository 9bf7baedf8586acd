package verticles.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Bus;

/**
 * Revokes on every node: announced on the bus at once, and written to the store, which every node
 * reads each second, so that a node that missed the announcement or started later refuses as well.
 * While the store is away the bus alone carries what is new.
 */
public final class Revocations {
  private static final Logger LOGGER = LoggerFactory.getLogger(Revocations.class);
  private static final long LOOK_MILLIS = 1000;

  private final Tokens tokens;
  private final RevocationStore store;
  private final Bus bus;
  private Instant newest = Instant.EPOCH;
  private Future<Void> look = Future.succeededFuture();
  private boolean away;

  /** The revocations that {@code tokens} are checked against. */
  public Revocations(Tokens tokens, RevocationStore store, Bus bus) {
    this.tokens = tokens;
    this.store = store;
    this.bus = bus;
  }

  /**
   * Hears, reads all there is, and goes on reading.
   *
   * @return the timer; fails when the store cannot be read, because a node that does not know what
   *     is revoked must not serve
   */
  public Future<Long> start(Vertx vertx) {
    return tokens
        .hearRevocations(bus)
        .compose(heard -> look())
        .map(read -> vertx.setPeriodic(LOOK_MILLIS, tick -> look()));
  }

  /** Reads what is new; at most one look at a time. */
  public synchronized Future<Void> look() {
    if (look.isComplete()) {
      look = store.since(newest).map(this::learn).onComplete(read -> tell(read.failed()));
    }
    return look;
  }

  private synchronized Void learn(RevocationStore.News news) {
    news.revoked().forEach(tokens::revoke);
    newest = news.newest();
    tokens.forgetExpired();
    return null;
  }

  private void tell(boolean failed) {
    if (failed != away) {
      away = failed;
      LOGGER.atWarn().addKeyValue("away", failed).log("the list of revocations");
    }
  }

  /**
   * Refuses it from now on: here at once, on the other nodes as soon as they hear or read of it.
   *
   * @return completes when it will last; fails with UNAVAILABLE when only the nodes that run now
   *     know of it
   */
  public Future<Void> revoke(SecurityMessage.Revoked revoked) {
    announce(revoked);
    return store.write(revoked);
  }

  /** Tells every node of one that was written already. */
  void announce(SecurityMessage.Revoked revoked) {
    tokens.revoke(revoked);
    bus.announce(SecurityMessage.REVOKED, revoked);
  }
}
