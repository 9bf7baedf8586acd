package verticles.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The connections to one Redis server. Commands fail at once while it is away; only the probe asks
 * then, so its return is noticed without a storm. A server that is silent loses its connections, so
 * that none of them stays stuck. Safe to call from every thread.
 */
public final class RedisConnection {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisConnection.class);
  private static final long CLOSED = -2;
  private static final int FAILURES_LOOKED_AT = 10;
  private static final int FAILURES_NEEDED = 3;

  private final Vertx vertx;
  private final Optional<RedisTarget> target;
  private final RedisConfig config;
  private final InstantSource clock;
  private final CircuitBreaker breaker;
  private volatile RedisState state;
  private volatile long timer = -1;
  private @Nullable Redis client;
  private boolean probing;

  /** The connections to {@code target}; with none every command fails and nothing is asked. */
  public RedisConnection(
      Vertx vertx, Optional<RedisTarget> target, RedisConfig config, InstantSource clock) {
    this.vertx = vertx;
    this.target = target;
    this.config = config;
    this.clock = clock;
    this.state =
        target.isEmpty()
            ? new RedisState.Disabled(clock.instant())
            : new RedisState.Unknown(clock.instant());
    this.breaker =
        CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(FAILURES_LOOKED_AT)
                .minimumNumberOfCalls(FAILURES_NEEDED)
                .waitDurationInOpenState(config.probeInterval().dividedBy(2))
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
  }

  /** Begins to ask how the server is, at once and then at each interval. */
  public RedisConnection start() {
    if (target.isPresent()) {
      probe();
      timer = vertx.setPeriodic(config.probeInterval().toMillis(), tick -> probe());
    }
    return this;
  }

  /** What is known now. */
  public RedisState state() {
    return state;
  }

  /**
   * Sends one command.
   *
   * @return the answer, or a {@link FailureException}: UNAVAILABLE when Redis is away or too many
   *     commands wait, TIMEOUT when it did not answer in time
   */
  public Future<Response> send(Request command) {
    return breaker.getState() == CircuitBreaker.State.CLOSED
        ? ask(command)
        : Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "Redis is away."));
  }

  private Future<Response> ask(Request command) {
    long from = System.nanoTime();
    return client()
        .map(redis -> redis.send(command))
        .orElseGet(() -> Future.failedFuture("no Redis is configured"))
        .timeout(config.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(answer -> breaker.onSuccess(System.nanoTime() - from, TimeUnit.NANOSECONDS))
        .onFailure(
            thrown -> breaker.onError(System.nanoTime() - from, TimeUnit.NANOSECONDS, thrown))
        .recover(thrown -> Future.failedFuture(failure(thrown)));
  }

  private static FailureException failure(Throwable thrown) {
    return thrown instanceof TimeoutException
        ? FailureException.of(Failure.TIMEOUT, "Redis did not answer in time.", thrown)
        : FailureException.of(Failure.UNAVAILABLE, "Redis cannot be used now.", thrown);
  }

  private synchronized void probe() {
    if (probing || !breaker.tryAcquirePermission()) {
      return;
    }
    probing = true;
    Instant asked = clock.instant();
    ask(Request.cmd(Command.PING))
        .onComplete(
            answer -> answered(asked),
            thrown -> failed(thrown.getCause() == null ? thrown : thrown.getCause()));
  }

  private synchronized void answered(Instant asked) {
    probing = false;
    RedisState before = state;
    state = before.answered(clock.instant(), Duration.between(asked, clock.instant()));
    if (before instanceof RedisState.Down) {
      LOGGER.info("Redis answers again");
    }
  }

  private synchronized void failed(Throwable thrown) {
    probing = false;
    RedisState before = state;
    String reason =
        thrown instanceof TimeoutException
            ? "no answer in time"
            : String.valueOf(thrown.getMessage());
    state = before.failed(clock.instant(), reason);
    if (!(before instanceof RedisState.Down) && timer != CLOSED) {
      LOGGER.atWarn().addKeyValue("reason", reason).log("Redis is away; the node goes on without");
    }
    dropConnections();
  }

  private synchronized Optional<Redis> client() {
    if (client == null && timer != CLOSED) {
      client = target.map(this::connect).orElse(null);
    }
    return Optional.ofNullable(client);
  }

  private Redis connect(RedisTarget server) {
    RedisOptions options =
        new RedisOptions()
            .setConnectionString("redis://%s:%d".formatted(server.host(), server.port()))
            .setMaxPoolSize(config.maxConnections())
            .setMaxPoolWaiting(config.maxWaiting())
            .setMaxWaitingHandlers(config.maxWaiting())
            .setNetClientOptions(
                new NetClientOptions()
                    .setConnectTimeout((int) config.connectTimeout().toMillis())
                    .setTcpKeepAlive(true));
    if (!server.password().reveal().isEmpty()) {
      options.setPassword(server.password().reveal());
    }
    return Redis.createClient(vertx, options);
  }

  private synchronized void dropConnections() {
    if (client != null) {
      client.close();
      client = null;
    }
  }

  /** Stops asking and closes every connection. */
  public synchronized void close() {
    vertx.cancelTimer(timer);
    timer = CLOSED;
    dropConnections();
  }
}
