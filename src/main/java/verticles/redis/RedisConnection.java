package verticles.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The node's way to one server of Redis, or to whichever server keeps a key. It never makes the
 * node wait for a server that is not well: commands have a timeout, and after some failures they
 * are refused at once until a ping is answered again.
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

  /**
   * Runs commands one after another without waiting between them.
   *
   * @return a reply for each, in their order; fails as {@link #send} does when the server is not
   *     well, but not when a command was refused
   */
  Future<List<Reply>> batch(List<Request> commands);

  /**
   * The server it leads to now, host:port; empty where that is the same address always. Another one
   * here may not have what the one before was told last.
   */
  String server();

  /** What is known of the server now. */
  RedisState state();

  /** Whether commands are let through, refused, or tried. */
  CircuitBreaker.State breaker();
}
