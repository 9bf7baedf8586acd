package verticles.shared;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.invalidation.Invalidation;
import verticles.redis.RedisConnection;
import verticles.redis.RedisState;

/**
 * The shared tier as the cache sees it: Redis while it can be reached, is quick and is known to
 * have every invalidation, else the grid.
 */
public final class SharedStore implements SharedTier {
  private static final Logger LOGGER = LoggerFactory.getLogger(SharedStore.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final long GRID_MILLIS = 2_000;
  private static final FailureException NONE =
      FailureException.of(Failure.UNAVAILABLE, "There is no shared tier for now.");

  private final Vertx vertx;
  private final long timeoutMillis;
  private final boolean configured;
  private final RedisTier redis;
  private final RedisMark mark;
  private final RedisTrust trust;
  private final Replay replay;
  private final Missed missed = new Missed();
  private final Pace pace = new Pace();
  private final GridTier grid;
  private final TierCounts counts = new TierCounts();
  private final Running running = new Running();
  private final long timer;
  private volatile boolean gridInDoubt;
  private volatile boolean looking;

  /**
   * Begins to look after Redis at once; until it is trusted the grid serves.
   *
   * @param log from which Redis is told what it missed
   * @param forgotten called when values may have been read from a Redis that had forgotten
   *     invalidations: what was taken from it in the last second is in doubt
   */
  public SharedStore(
      Vertx vertx,
      SharedConfig config,
      RedisConnection connection,
      HazelcastInstance hazelcast,
      SealKeyTable sealKeys,
      ChangeLog log,
      InstantSource clock,
      Runnable forgotten) {
    this.vertx = vertx;
    this.timeoutMillis = config.timeout().toMillis();
    this.configured = !(connection.state() instanceof RedisState.Disabled);
    Packing packing = new Packing(config.compressFrom().bytes(), config.maxValue().bytes());
    ValueCodec codec = new ValueCodec(sealKeys::keys, id -> sealKeys.missed(), packing);
    Kept kept = new Kept(vertx, codec, clock, counts);
    RedisKeys keys = RedisKeys.after(config.prefix());
    this.trust = new RedisTrust(connection, forgotten);
    RedisBeat beat = new RedisBeat(keys, () -> trust.forgot("forgot something"));
    this.redis = new RedisTier(connection, keys, beat, kept);
    this.mark = new RedisMark(connection, keys);
    this.replay = new Replay(connection, redis, mark, beat, log, missed);
    this.grid = new GridTier(vertx, hazelcast, kept);
    look();
    this.timer = vertx.setPeriodic(LOOK.toMillis(), tick -> look());
  }

  private void look() {
    if (gridInDoubt) {
      grid.outdateAll()
          .timeout(GRID_MILLIS, TimeUnit.MILLISECONDS)
          .onSuccess(done -> gridInDoubt = false);
    }
    if (!configured || looking) {
      return;
    }
    looking = true;
    long started = System.nanoTime();
    boolean measures = trust.isTrusted();
    trust
        .look(mark, replay)
        .onComplete(
            done -> {
              looking = false;
              if (measures) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
                pace.measured(millis <= timeoutMillis);
              }
            });
  }

  private boolean usesRedis() {
    return trust.isTrusted() && !pace.isSlow();
  }

  @Override
  public Future<Found> find(String key, List<String> tags) {
    long started = System.nanoTime();
    Future<Found> found = usesRedis() ? findInRedis(key, tags) : findInGrid(key, tags);
    return found
        .map(result -> running.judge(key, tags, result))
        .onFailure(thrown -> counts.failures.increment())
        .onComplete(done -> counts.nanos.add(System.nanoTime() - started));
  }

  private Future<Found> findInRedis(String key, List<String> tags) {
    return inTime(redis.find(key, tags), timeoutMillis)
        .onSuccess(found -> pace.inTime())
        .recover(
            thrown -> {
              if (Failures.of(thrown).failure() == Failure.TIMEOUT) {
                pace.late();
                return Future.failedFuture(thrown);
              }
              return findInGrid(key, tags);
            });
  }

  private Future<Found> findInGrid(String key, List<String> tags) {
    return gridInDoubt ? Future.failedFuture(NONE) : inTime(grid.find(key, tags), timeoutMillis);
  }

  private static <T> Future<T> inTime(Future<T> answer, long millis) {
    return answer
        .timeout(millis, TimeUnit.MILLISECONDS)
        .recover(
            thrown ->
                Future.failedFuture(
                    thrown instanceof TimeoutException
                        ? FailureException.of(
                            Failure.TIMEOUT, "The shared tier did not answer in time.")
                        : thrown));
  }

  @Override
  public Future<Boolean> keep(String key, SharedValue value, Stamps stamps) {
    boolean inRedis = stamps.store().equals(RedisTier.NAME);
    if (inRedis ? !trust.isTrusted() : gridInDoubt) {
      return Future.succeededFuture(false);
    }
    if (running.covers(key, value.tags())) {
      counts.overtaken.increment();
      return Future.succeededFuture(false);
    }
    return (inRedis
            ? redis.keep(key, value, stamps)
            : inTime(grid.keep(key, value, stamps), GRID_MILLIS))
        .onFailure(thrown -> counts.failures.increment());
  }

  /**
   * {@inheritDoc}
   *
   * <p>From the moment of the call no value that it covers is found any more on this node. It does
   * not fail: a store that cannot be reached is not read until it knows.
   */
  @Override
  public Future<Long> apply(Invalidation invalidation) {
    running.begin(invalidation);
    Future<Long> inGrid =
        inTime(grid.apply(invalidation), GRID_MILLIS).onFailure(this::doubtGrid).otherwise(0L);
    Future<Long> inRedis =
        !configured
            ? Future.succeededFuture(0L)
            : redis
                .apply(invalidation)
                .onFailure(
                    thrown -> {
                      missed.add(invalidation);
                      trust.doubt("missed an invalidation");
                    })
                .otherwise(0L);
    return Future.all(inGrid, inRedis)
        .map(both -> usesRedis() ? inRedis.result() : inGrid.result())
        .onComplete(done -> running.end(invalidation));
  }

  private void doubtGrid(Throwable thrown) {
    gridInDoubt = true;
    LOGGER
        .atWarn()
        .addKeyValue("reason", thrown.getMessage())
        .log("an invalidation did not reach the grid: what it shares is outdated");
  }

  /**
   * Notes in Redis how far the record of invalidations has been applied. To be called after {@link
   * #apply} of everything before the mark has completed; does nothing while Redis is not trusted.
   */
  public Future<Void> advance(String to) {
    String servers = trust.servers();
    if (servers.isEmpty() || !missed.isEmpty()) {
      return Future.succeededFuture();
    }
    return mark.write(new RedisMark.Mark(servers, to));
  }

  @Override
  public Future<Listing> list(String glob, String cursor, int limit) {
    return usesRedis() ? redis.list(glob, cursor, limit) : grid.list(glob, cursor, limit);
  }

  @Override
  public TierState state() {
    String store = usesRedis() ? RedisTier.NAME : gridInDoubt ? "none" : GridTier.NAME;
    String reason = trust.reason();
    if (reason.isEmpty() && pace.isSlow()) {
      reason = "too slow";
    } else if (reason.isEmpty() && redis.isFull()) {
      reason = "full: it keeps no new values";
    }
    return new TierState(store, trust.isTrusted(), reason, counts.snapshot());
  }

  /** Looks after Redis no more; the connections are their owners'. */
  public void close() {
    vertx.cancelTimer(timer);
  }
}
