package verticles.limit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.redis.RedisServers;
import verticles.redis.RedisState;

/** The buckets in Redis. */
final class RedisBuckets implements SharedBuckets {
  private static final Rule PROBE =
      new Rule(RouteClass.READ, SubjectKind.ADDRESS, new Limit("1/s", 1));

  private static final FailureException PARTLY =
      FailureException.of(Failure.UNAVAILABLE, "A part of Redis does not answer now.");

  private final RedisServers redis;
  private final String prefix;
  private final Duration patience;

  /**
   * Buckets under that prefix.
   *
   * @param prefix of every key of this product in Redis
   * @param patience how long a request waits for it; the node's own share is taken then
   */
  RedisBuckets(RedisServers redis, String prefix, Duration patience) {
    this.redis = redis;
    this.prefix = prefix + "limit:";
    this.patience = patience;
  }

  @Override
  public Future<Grant> take(Rule rule, String subject, long wanted) {
    String key = prefix + rule.name() + ":" + subject;
    return LeaseScript.run(redis.at(key), key, rule.limit(), wanted)
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Writes, for a server without memory left is of no use here. Of a Cluster all masters have to be
   * there, or some buckets would go to and fro between it and the nodes.
   */
  @Override
  public Future<Void> probe() {
    return redis.state() instanceof RedisState.Partly
        ? Future.failedFuture(PARTLY)
        : take(PROBE, "probe", 1).mapEmpty();
  }
}
