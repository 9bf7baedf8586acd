package verticles.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;

/**
 * Pooled connections to one server, or to the master of Sentinels, behind a {@link RedisGuard}.
 * When the guard closes the way, the connections are thrown away with everything that hangs on
 * them, and only a ping each interval tries a new one.
 */
final class GuardedRedis implements RedisServers, RedisConnection {
  private static final Logger LOGGER = LoggerFactory.getLogger(GuardedRedis.class);
  private static final FailureException REFUSED =
      FailureException.of(Failure.UNAVAILABLE, "The shared cache is not available for now.");

  private final Vertx vertx;
  private final RedisConfig settings;
  private final InstantSource clock;
  private final Probe probe;
  private final RedisGuard guard = new RedisGuard();
  private final RedisClients clients;
  private volatile RedisState state;
  private volatile boolean closed;
  private volatile boolean pinging;
  private final long timer;

  /**
   * Begins to ping at once; nothing is thrown when the server is not there.
   *
   * @param address with its password, unless {@code settings} has one
   * @param probe what a server that is well answers
   */
  GuardedRedis(
      Vertx vertx, RedisConfig settings, Secret address, Probe probe, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.probe = probe;
    this.clock = clock;
    this.clients = new RedisClients(vertx, settings, address);
    this.state = new RedisState.Down(clock.instant(), "not asked yet");
    ping();
    this.timer = vertx.setPeriodic(settings.probeInterval().toMillis(), tick -> ping());
  }

  @Override
  public Future<@Nullable Response> send(Request command) {
    if (closed || !guard.lets()) {
      return Future.failedFuture(REFUSED);
    }
    return guarded(clients.main().send(command));
  }

  @Override
  public Future<List<Reply>> batch(List<Request> commands) {
    if (closed || !guard.lets()) {
      return Future.failedFuture(REFUSED);
    }
    return guarded(RedisBatch.run(clients.main(), commands));
  }

  @Override
  public RedisConnection at(String key) {
    return this;
  }

  @Override
  public RedisConnection home(String key) {
    return this;
  }

  @Override
  public boolean isSpread() {
    return false;
  }

  @Override
  public String server() {
    return "";
  }

  private <T extends @Nullable Object> Future<T> guarded(Future<T> attempt) {
    long started = System.nanoTime();
    return timed(attempt)
        .onSuccess(reply -> guard.answered(System.nanoTime() - started))
        .recover(thrown -> failed(thrown, System.nanoTime() - started));
  }

  private <T extends @Nullable Object> Future<T> timed(Future<T> attempt) {
    return attempt.timeout(settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private <T extends @Nullable Object> Future<T> failed(Throwable thrown, long nanos) {
    if (!RedisFailures.blamesServer(thrown)) {
      guard.answered(nanos);
    } else if (guard.failed(nanos, thrown)) {
      giveUp(thrown);
    }
    return Future.failedFuture(RedisFailures.of(thrown));
  }

  private void ping() {
    if (pinging || closed) {
      return;
    }
    pinging = true;
    Instant asked = clock.instant();
    timed(probe.ask(clients.main()))
        .onComplete(done -> pinging = false)
        .onSuccess(pong -> answered(asked))
        .onFailure(this::notAnswered);
  }

  private void answered(Instant asked) {
    Instant now = clock.instant();
    RedisState before = state;
    state = before.answered(now, Duration.between(asked, now));
    guard.pinged();
    if (!(before instanceof RedisState.Up)) {
      LOGGER.atInfo().addKeyValue("server", clients.address()).log("Redis answers");
    }
  }

  private void notAnswered(Throwable thrown) {
    if (!RedisFailures.blamesServer(thrown)) {
      // too many commands wait on this side: that says nothing about the server
      return;
    }
    if (guard.notPinged(RedisFailures.isCertain(thrown))) {
      giveUp(thrown);
    } else if (breaker() == CircuitBreaker.State.OPEN) {
      clients.renew();
    }
  }

  /** The way is closed: whatever still hangs on the connections is dropped with them. */
  private void giveUp(Throwable thrown) {
    String reason = RedisFailures.reason(thrown);
    state = state.failed(clock.instant(), reason);
    if (!closed) {
      LOGGER
          .atWarn()
          .addKeyValue("server", clients.address())
          .addKeyValue("reason", reason)
          .log("Redis is not used until it answers again");
      clients.renew();
    }
  }

  @Override
  public RedisState state() {
    return state;
  }

  @Override
  public CircuitBreaker.State breaker() {
    return guard.state();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return clients.close();
  }
}
