package verticles.redis;

import io.vertx.core.Future;

/** All of Redis: one server, or a Cluster of which each master is well or not for itself. */
public interface RedisServers {

  /** The way to whoever keeps a key; it follows the key from server to server. */
  RedisConnection at(String key);

  /**
   * The same for one who trusts a server: while the key goes to another one, commands fail with
   * UNAVAILABLE, and {@link RedisConnection#server} says when it has another server.
   */
  RedisConnection home(String key);

  /** Whether keys are spread over several servers. */
  boolean isSpread();

  /** What is known of all servers together. */
  RedisState state();

  /** Stops pinging and closes every connection. */
  Future<Void> close();
}
