package verticles.shared;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.invalidation.Invalidation;
import verticles.redis.RedisConnection;
import verticles.redis.RedisServers;

/**
 * A part of the cache's keys in Redis, with all that says whether it may be read. What happens to
 * the servers of other parts is nothing to it.
 */
final class RedisPart {
  private static final FailureException LOST =
      FailureException.of(Failure.UNAVAILABLE, "Redis is not trusted any more.");

  private final Part part;
  private final long timeoutMillis;
  private final RedisTier tier;
  private final RedisMark mark;
  private final RedisTrust trust;
  private final Replay replay;
  private final Missed missed = new Missed();
  private final Pace pace = new Pace();
  private volatile boolean looking;

  /**
   * Not trusted yet.
   *
   * @param timeout a read waits no longer
   * @param forgotten called when it was read although it had forgotten something
   */
  RedisPart(
      Part part,
      RedisServers servers,
      String prefix,
      Duration timeout,
      Kept kept,
      ChangeLog log,
      Runnable forgotten) {
    this.part = part;
    this.timeoutMillis = timeout.toMillis();
    RedisKeys keys = RedisKeys.after(prefix, part);
    RedisConnection connection = servers.home(keys.beat());
    this.trust = new RedisTrust(connection, forgotten);
    RedisBeat beat = new RedisBeat(keys, () -> trust.forgot("forgot something"));
    this.tier = new RedisTier(connection, keys, beat, kept);
    this.mark = new RedisMark(connection, keys);
    this.replay = new Replay(connection, tier, mark, beat, log, missed);
  }

  /** The parts in which the servers keep keys. */
  static List<RedisPart> of(
      RedisServers servers, SharedConfig config, Kept kept, ChangeLog log, Runnable forgotten) {
    List<Part> parts = servers.isSpread() ? Part.spread() : List.of(Part.WHOLE);
    return parts.stream()
        .map(
            part ->
                new RedisPart(
                    part, servers, config.prefix(), config.timeout(), kept, log, forgotten))
        .toList();
  }

  /** Looks after trust, and measures how quick the server is. */
  void look() {
    if (looking) {
      return;
    }
    looking = true;
    long started = System.nanoTime();
    boolean measures = trust.isTrusted();
    trust
        .look(mark, replay)
        .onComplete(
            done -> {
              looking = false;
              if (measures) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
                pace.measured(millis <= timeoutMillis);
              }
            });
  }

  boolean isTrusted() {
    return trust.isTrusted();
  }

  /** Whether reads go here. */
  boolean isUsed() {
    return trust.isTrusted() && !pace.isSlow();
  }

  boolean holds(String key) {
    return part.holds(key);
  }

  /** Fails with TIMEOUT when it was late, otherwise with what says that it cannot be read now. */
  Future<List<Found>> find(List<Wanted> wanted) {
    return tier.find(wanted)
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        // the answer may be of a server that is not the trusted one
        .compose(found -> isTrusted() ? Future.succeededFuture(found) : Future.failedFuture(LOST))
        .onComplete(
            done -> {
              if (done.succeeded()) {
                pace.inTime();
              } else if (Failures.of(done.cause()).failure() == Failure.TIMEOUT) {
                pace.late();
              }
            });
  }

  Future<List<Boolean>> keep(List<Offer> offers) {
    return isTrusted()
        ? tier.keep(offers)
        : Future.succeededFuture(offers.stream().map(offer -> false).toList());
  }

  /** Does not fail: what did not reach the server is told later, before it is read. */
  Future<Long> apply(Invalidation invalidation) {
    return tier.apply(invalidation)
        .onFailure(
            thrown -> {
              missed.add(invalidation);
              trust.doubt("missed an invalidation");
            })
        .otherwise(0L);
  }

  Future<Void> advance(String to) {
    String server = trust.runId();
    return server.isEmpty() || !missed.isEmpty()
        ? Future.succeededFuture()
        : mark.write(new RedisMark.Mark(server, to));
  }

  Future<Listing> list(String glob, String cursor, int limit) {
    return tier.list(glob, cursor, limit);
  }

  /** Why it is not as it should be; empty when it is. */
  String reason() {
    String reason = trust.reason();
    if (reason.isEmpty() && pace.isSlow()) {
      return "too slow";
    }
    return reason.isEmpty() && tier.isFull() ? "full: it keeps no new values" : reason;
  }
}
