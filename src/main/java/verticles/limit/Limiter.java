package verticles.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.redis.RedisServers;
import verticles.redis.RedisState;

/**
 * Says who may ask for more. Each bucket is in Redis, shared by all nodes; a node fetches portions
 * of it and gives back what it does not need. While Redis does not answer, each node has its share
 * of every limit: neither is everything let through then, nor nothing. Safe to use from every
 * thread.
 */
public final class Limiter {
  private static final Logger LOGGER = LoggerFactory.getLogger(Limiter.class);

  /** The buckets at hand; one that was forgotten is found in Redis again. */
  private static final int REMEMBERED = 100_000;

  private static final Duration PATIENCE = Duration.ofMillis(250);

  private record Key(RouteClass work, SubjectKind kind, String subject) {}

  private final LimitsConfig config;
  private final SharedBuckets shared;
  private final IntSupplier nodes;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final LimitCounts counts;
  private final Cache<Key, Allowance> allowances;
  private volatile LimitMode mode;

  /**
   * A limiter that has not counted anything yet.
   *
   * @param prefix of every key of this product in Redis
   * @param nodes how many nodes share the limits; asked again each time
   */
  public Limiter(
      LimitsConfig config,
      RedisServers redis,
      String prefix,
      IntSupplier nodes,
      MeterRegistry meters,
      InstantSource clock) {
    this(config, new RedisBuckets(redis, prefix, PATIENCE), nodes, meters, clock, System::nanoTime);
    if (redis.state() instanceof RedisState.Disabled) {
      mode = new LimitMode.Local(clock.instant(), nodes.getAsInt());
    }
  }

  Limiter(
      LimitsConfig config,
      SharedBuckets shared,
      IntSupplier nodes,
      MeterRegistry meters,
      InstantSource clock,
      LongSupplier nanos) {
    this.config = config;
    this.shared = shared;
    this.nodes = nodes;
    this.clock = clock;
    this.nanos = nanos;
    this.counts = new LimitCounts(meters);
    this.mode = new LimitMode.Shared(clock.instant());
    this.allowances =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .<Key, Allowance>removalListener((key, gone, cause) -> count(gone))
            .build();
    Gauge.builder("spinreserve.limits.shared", this, all -> all.isShared() ? 1 : 0)
        .description("1 while limits are counted for all nodes together, 0 while on each node")
        .register(meters);
    Gauge.builder("spinreserve.limits.buckets", allowances, Cache::estimatedSize)
        .description("Buckets this node has something to do with")
        .register(meters);
  }

  private void count(@Nullable Allowance allowance) {
    if (allowance != null) {
      counts.allowed(allowance.rule, allowance.count());
    }
  }

  /** What a subject may ask for; the same object as long as it is asked for now and then. */
  public Allowance allowance(RouteClass work, SubjectKind kind, String subject) {
    return Objects.requireNonNull(
        allowances.get(
            new Key(work, kind, subject),
            key ->
                new Allowance(new Rule(work, kind, config.of(work, kind)), subject, this::fill)));
  }

  /**
   * Takes one request, and fetches more when none is in hand.
   *
   * @return completes when it is taken, on any thread, else fails with TOO_MANY and a sentence that
   *     says which limit and when
   */
  public Future<Void> ask(Allowance allowance) {
    if (allowance.take()) {
      return Future.succeededFuture();
    }
    if (allowance.refusedFor(nanos.getAsLong()) > 0) {
      return refuse(allowance);
    }
    allowance.waiting.incrementAndGet();
    return fill(allowance)
        .compose(
            grant -> {
              allowance.waiting.decrementAndGet();
              if (allowance.take()) {
                return Future.succeededFuture();
              }
              // those who waited as well were quicker: there was something for somebody
              return grant.requests() > 0 ? ask(allowance) : refuse(allowance);
            });
  }

  private Future<Void> refuse(Allowance allowance) {
    counts.refused(allowance.rule);
    return Future.failedFuture(
        FailureException.of(
            Failure.TOO_MANY,
            "The limit '%s' is used up: %s, %d at once. Try again in %d s."
                .formatted(
                    allowance.rule.name(),
                    allowance.rule.words(),
                    allowance.rule.limit().burst(),
                    allowance.retrySeconds())));
  }

  private Future<Grant> fill(Allowance allowance) {
    Promise<Grant> filled = Promise.promise();
    Future<Grant> running = allowance.filling.compareAndExchange(null, filled.future());
    if (running != null) {
      return running;
    }
    int portion = allowance.rule.portion(nodes.getAsInt());
    lease(allowance, Math.max(portion, allowance.waiting.get()))
        .onSuccess(
            grant -> {
              allowance.granted(grant, portion, nanos.getAsLong());
              allowance.filling.set(null);
              filled.complete(grant);
            });
    return filled.future();
  }

  /** Never fails: what Redis cannot say is said here. */
  private Future<Grant> lease(Allowance allowance, long wanted) {
    if (!isShared()) {
      return Future.succeededFuture(locally(allowance, wanted));
    }
    return shared
        .take(allowance.rule, allowance.subject, wanted)
        .onSuccess(grant -> allowance.forgetLocal())
        .recover(
            away -> {
              enter(new LimitMode.Local(clock.instant(), nodes.getAsInt()), away);
              return Future.succeededFuture(locally(allowance, wanted));
            });
  }

  private Grant locally(Allowance allowance, long wanted) {
    return allowance.takeLocally(wanted, nodes.getAsInt(), nanos.getAsLong());
  }

  private void enter(LimitMode.Local local, Throwable reason) {
    if (isShared()) {
      mode = local;
      LOGGER
          .atWarn()
          .addKeyValue("nodes", local.nodes())
          .addKeyValue("reason", reason.getMessage())
          .log("limits are counted on each node until Redis answers again");
    }
  }

  /** Counts, gives back what lies idle, and looks for Redis; to be called each second. */
  public void tend() {
    if (!isShared()) {
      shared.probe().onSuccess(there -> returnToShared());
    }
    allowances
        .asMap()
        .forEach(
            (key, allowance) -> {
              long before = allowance.seen;
              count(allowance);
              giveBackIdle(allowance, before);
              allowance.seen = allowance.inHand();
              if (allowance.isQuiet(allowance.rule.limit().fullSeconds() + 2)) {
                allowances.asMap().remove(key, allowance);
              }
            });
  }

  private void giveBackIdle(Allowance allowance, long seen) {
    if (isShared() && !allowance.isLocal()) {
      long idle = allowance.takeIdle(seen);
      if (idle > 0) {
        shared.take(allowance.rule, allowance.subject, -idle);
      }
    }
  }

  private void returnToShared() {
    mode = new LimitMode.Shared(clock.instant());
    allowances.asMap().values().forEach(Allowance::lookAgain);
    LOGGER.info("limits are counted for all nodes together");
  }

  private boolean isShared() {
    return mode instanceof LimitMode.Shared;
  }

  /** Where requests are counted now. */
  public LimitMode mode() {
    return mode;
  }

  /** How many requests this node has refused since it started. */
  public long refused() {
    return counts.refused();
  }
}
