package verticles.redis;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import verticles.config.Secret;

/** Opens the way to the servers of the configured topology. */
public final class RedisOpening {
  private RedisOpening() {}

  /**
   * Begins to connect; nothing is thrown when no server is there.
   *
   * @param address of the first server, with its password, unless {@code settings} has one
   */
  public static RedisServers open(
      Vertx vertx, RedisConfig settings, Secret address, InstantSource clock) {
    return switch (settings.topology()) {
      case STANDALONE, SENTINEL -> new GuardedRedis(vertx, settings, address, Probe.PING, clock);
      case CLUSTER -> new ClusterRedis(vertx, settings, address, clock);
    };
  }
}
