package verticles.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;

/**
 * Pooled connections to one server behind a {@link RedisGuard}. When the guard closes the way, the
 * connections are thrown away with everything that hangs on them, and only a ping each interval
 * tries a new one.
 */
public final class GuardedRedis implements RedisConnection {
  private static final Logger LOGGER = LoggerFactory.getLogger(GuardedRedis.class);
  private static final FailureException REFUSED =
      FailureException.of(Failure.UNAVAILABLE, "The shared cache is not available for now.");
  private static final int PIPELINE = 64;

  private final Vertx vertx;
  private final RedisConfig settings;
  private final RedisOptions options;
  private final InstantSource clock;
  private final RedisGuard guard = new RedisGuard();
  private volatile Redis client;
  private volatile RedisState state;
  private volatile boolean closed;
  private volatile boolean pinging;
  private final long timer;

  /**
   * Begins to ping at once; nothing is thrown when the server is not there.
   *
   * @param address with its password, unless {@code settings} has one
   */
  public GuardedRedis(Vertx vertx, RedisConfig settings, Secret address, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.options = options(settings, address);
    this.clock = clock;
    this.client = Redis.createClient(vertx, options);
    this.state = new RedisState.Down(clock.instant(), "not asked yet");
    ping();
    this.timer = vertx.setPeriodic(settings.probeInterval().toMillis(), tick -> ping());
  }

  private static RedisOptions options(RedisConfig settings, Secret address) {
    RedisOptions options =
        new RedisOptions()
            .setConnectionString(address.reveal())
            .setMaxPoolSize(settings.maxConnections())
            .setMaxPoolWaiting(settings.maxWaiting())
            .setMaxWaitingHandlers(PIPELINE)
            .setNetClientOptions(
                new NetClientOptions()
                    .setConnectTimeout((int) settings.connectTimeout().toMillis())
                    .setTcpKeepAlive(true)
                    .setTcpNoDelay(true));
    return settings.password().reveal().isEmpty()
        ? options
        : options.setPassword(settings.password().reveal());
  }

  @Override
  public Future<@Nullable Response> send(Request command) {
    if (closed || !guard.lets()) {
      return Future.failedFuture(REFUSED);
    }
    long started = System.nanoTime();
    return attempt(command)
        .onSuccess(reply -> guard.answered(System.nanoTime() - started))
        .recover(thrown -> failed(thrown, System.nanoTime() - started));
  }

  private Future<@Nullable Response> attempt(Request command) {
    return client
        .send(command)
        .timeout(settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<@Nullable Response> failed(Throwable thrown, long nanos) {
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
    attempt(Request.cmd(Command.PING))
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
      LOGGER.info("Redis answers");
    }
  }

  private void notAnswered(Throwable thrown) {
    if (guard.notPinged(RedisFailures.isCertain(thrown))) {
      giveUp(thrown);
    } else if (breaker() == CircuitBreaker.State.OPEN) {
      renew();
    }
  }

  /** The way is closed: whatever still hangs on the connections is dropped with them. */
  private void giveUp(Throwable thrown) {
    String reason = RedisFailures.reason(thrown);
    state = state.failed(clock.instant(), reason);
    if (!closed) {
      LOGGER.atWarn().addKeyValue("reason", reason).log("Redis is not used until it answers again");
      renew();
    }
  }

  private synchronized void renew() {
    Redis old = client;
    client = Redis.createClient(vertx, options);
    old.close();
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
    return client.close();
  }
}
