package verticles.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/**
 * The node's way to Redis. It never makes the node wait for a server that is not well: commands
 * have a timeout, and after some failures they are refused at once until a ping is answered again.
 */
public interface RedisConnection {

  /**
   * Runs one command.
   *
   * @return the reply (null where Redis says nil), or a {@link verticles.bus.FailureException}:
   *     UNAVAILABLE at once while the server is down or none is configured, TIMEOUT, or UPSTREAM
   *     when the command was refused
   */
  Future<@Nullable Response> send(Request command);

  /** What is known now. */
  RedisState state();

  /** Whether commands are let through, refused, or tried. */
  CircuitBreaker.State breaker();

  /** Stops pinging and closes every connection. */
  Future<Void> close();
}
