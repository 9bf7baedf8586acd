package verticles.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Stands where no Redis is configured: every command is refused at once. */
public final class NoRedis implements RedisServers, RedisConnection {
  private static final FailureException REFUSED =
      FailureException.of(Failure.UNAVAILABLE, "There is no shared cache.");

  private final RedisState state;

  /** The connection to nothing. */
  public NoRedis(InstantSource clock) {
    this.state = new RedisState.Disabled(clock.instant());
  }

  @Override
  public Future<@Nullable Response> send(Request command) {
    return Future.failedFuture(REFUSED);
  }

  @Override
  public Future<List<Reply>> batch(List<Request> commands) {
    return Future.failedFuture(REFUSED);
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

  @Override
  public RedisState state() {
    return state;
  }

  @Override
  public CircuitBreaker.State breaker() {
    return CircuitBreaker.State.DISABLED;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
