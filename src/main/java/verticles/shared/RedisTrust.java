package verticles.shared;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failures;
import verticles.redis.RedisConnection;
import verticles.redis.RedisState;

/**
 * Decides whether Redis may be read. Trust is lost when an invalidation did not reach it or it has
 * forgotten something, and comes back by a {@link Replay} only.
 */
final class RedisTrust {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisTrust.class);

  private final RedisConnection redis;
  private final Runnable forgotten;
  private final AtomicReference<Trust> trust =
      new AtomicReference<>(new Trust.Untrusted("not asked yet"));
  private final AtomicLong doubts = new AtomicLong();

  /**
   * Nothing is trusted yet.
   *
   * @param forgotten called when Redis was read although it had forgotten something
   */
  RedisTrust(RedisConnection redis, Runnable forgotten) {
    this.redis = redis;
    this.forgotten = forgotten;
  }

  boolean isTrusted() {
    return trust.get() instanceof Trust.Trusted trusted
        && trusted.server().equals(redis.server())
        && isReachable();
  }

  boolean isReachable() {
    return redis.breaker() == CircuitBreaker.State.CLOSED;
  }

  /** An invalidation did not reach Redis, or may not have. */
  void doubt(String reason) {
    doubts.incrementAndGet();
    become(new Trust.Untrusted(reason));
  }

  /** Redis does not know any more what it knew. */
  void forgot(String reason) {
    doubts.incrementAndGet();
    if (become(new Trust.Untrusted(reason)) instanceof Trust.Trusted) {
      forgotten.run();
    }
  }

  /** Looks after trust: asks whether Redis is the same still, or tells it what it missed. */
  Future<Void> look(RedisMark mark, Replay replay) {
    if (!isReachable()) {
      if (trust.get() instanceof Trust.Trusted) {
        doubt("not reachable");
      }
      return Future.succeededFuture();
    }
    return trust.get() instanceof Trust.Trusted trusted
        ? check(mark, trusted)
        : regain(replay).mapEmpty();
  }

  private Future<Void> check(RedisMark mark, Trust.Trusted trusted) {
    String server = redis.server();
    return mark.server()
        .onSuccess(
            runId -> {
              if (!runId.equals(trusted.runId()) || !server.equals(trusted.server())) {
                forgot("restarted or replaced");
              }
            })
        .onFailure(thrown -> doubt(Failures.of(thrown).detail()))
        .mapEmpty();
  }

  private Future<String> regain(Replay replay) {
    long before = doubts.get();
    String server = redis.server();
    become(new Trust.Replaying(reason()));
    return replay
        .run()
        .onSuccess(
            runId ->
                become(
                    doubts.get() == before
                        ? new Trust.Trusted(runId, server)
                        : new Trust.Untrusted("missed something meanwhile")))
        .onFailure(
            thrown -> {
              LOGGER
                  .atWarn()
                  .addKeyValue("reason", thrown.getMessage())
                  .log("Redis could not be told what it missed");
              become(new Trust.Untrusted(Failures.of(thrown).detail()));
            });
  }

  /** The run id of the server that is trusted; empty when it is not. */
  String runId() {
    return trust.get() instanceof Trust.Trusted trusted && isTrusted() ? trusted.runId() : "";
  }

  /** Why Redis may not be read; empty when it may. */
  String reason() {
    return switch (redis.state()) {
      case RedisState.Disabled none -> TierState.NONE_CONFIGURED;
      case RedisState.Down down -> down.reason();
      case RedisState.Partly partly -> partly.reason();
      case RedisState.Up up ->
          switch (trust.get()) {
            case Trust.Trusted trusted ->
                !isReachable() ? "not reachable" : isTrusted() ? "" : "replaced";
            case Trust.Untrusted untrusted -> untrusted.reason();
            case Trust.Replaying replaying -> replaying.reason();
          };
    };
  }

  private Trust become(Trust next) {
    Trust before = trust.getAndSet(next);
    if (before instanceof Trust.Trusted != next instanceof Trust.Trusted) {
      LOGGER
          .atInfo()
          .addKeyValue("reason", next instanceof Trust.Untrusted not ? not.reason() : "up to date")
          .log(next instanceof Trust.Trusted ? "Redis is trusted" : "Redis is not trusted");
    }
    return before;
  }
}
