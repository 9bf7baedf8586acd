package verticles.shared;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.invalidation.Invalidation;
import verticles.redis.RedisServers;
import verticles.redis.RedisState;

/**
 * The shared tier as the cache sees it: Redis while it can be reached, is quick and is known to
 * have every invalidation, else the grid. Where Redis is a Cluster this is decided for each part of
 * the keys.
 */
public final class SharedStore implements SharedTier {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Vertx vertx;
  private final List<RedisPart> parts;
  private final GridPart grid;
  private final TierCounts counts = new TierCounts();
  private final Running running = new Running();
  private final long timer;

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
      RedisServers servers,
      HazelcastInstance hazelcast,
      SealKeyTable sealKeys,
      ChangeLog log,
      InstantSource clock,
      Runnable forgotten) {
    this.vertx = vertx;
    Packing packing = new Packing(config.compressFrom().bytes(), config.maxValue().bytes());
    ValueCodec codec = new ValueCodec(sealKeys::keys, id -> sealKeys.missed(), packing);
    Kept kept = new Kept(vertx, codec, clock, counts);
    this.parts =
        servers.state() instanceof RedisState.Disabled
            ? List.of()
            : RedisPart.of(servers, config, kept, log, forgotten);
    this.grid = new GridPart(new GridTier(vertx, hazelcast, kept), config.timeout().toMillis());
    look();
    this.timer = vertx.setPeriodic(LOOK.toMillis(), tick -> look());
  }

  private void look() {
    grid.look();
    parts.forEach(RedisPart::look);
  }

  private Optional<RedisPart> partOf(String key) {
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(parts.get(Part.numberOf(key, parts.size())));
  }

  @Override
  public Future<Found> find(String key, List<String> tags) {
    return find(List.of(new Wanted(key, tags))).getFirst();
  }

  @Override
  public List<Future<Found>> find(List<Wanted> wanted) {
    long started = System.nanoTime();
    List<Future<Found>> found = new ArrayList<>();
    for (Future<Found> one :
        Parted.ask(wanted, w -> partOf(w.key()).filter(RedisPart::isUsed), this::find)) {
      Wanted asked = wanted.get(found.size());
      found.add(
          one.map(result -> running.judge(asked, result))
              .onFailure(thrown -> counts.failures.increment())
              .onComplete(done -> counts.nanos.add((System.nanoTime() - started) / wanted.size())));
    }
    return found;
  }

  private List<Future<Found>> find(Optional<RedisPart> part, List<Wanted> wanted) {
    if (part.isEmpty()) {
      return wanted.stream().map(grid::find).toList();
    }
    List<Future<Found>> found = new ArrayList<>();
    for (Future<Found> one : Parted.each(wanted.size(), part.get().find(wanted))) {
      Wanted asked = wanted.get(found.size());
      found.add(
          one.recover(
              thrown ->
                  Failures.of(thrown).failure() == Failure.TIMEOUT
                      ? Future.failedFuture(late())
                      : grid.find(asked)));
    }
    return found;
  }

  static FailureException late() {
    return FailureException.of(Failure.TIMEOUT, "The shared tier did not answer in time.");
  }

  @Override
  public Future<Boolean> keep(String key, SharedValue value, Stamps stamps) {
    return keep(List.of(new Offer(key, value, stamps))).getFirst();
  }

  @Override
  public List<Future<Boolean>> keep(List<Offer> offers) {
    return Parted.ask(offers, this::placeOf, this::keep);
  }

  /** Stamps of one store mean nothing in another. */
  private Optional<RedisPart> placeOf(Offer offer) {
    return partOf(offer.key()).filter(part -> offer.stamps().store().equals(RedisTier.NAME));
  }

  private List<Future<Boolean>> keep(Optional<RedisPart> part, List<Offer> offers) {
    if (part.isPresent() ? !part.get().isTrusted() : !grid.isTrusted()) {
      return none(offers);
    }
    return Parted.ask(
        offers,
        offer -> running.covers(offer.key(), offer.value().tags()),
        (overtaken, some) -> overtaken ? overtaken(some) : keepIn(part, some));
  }

  private static List<Future<Boolean>> none(List<Offer> offers) {
    return offers.stream().map(offer -> Future.succeededFuture(false)).toList();
  }

  private List<Future<Boolean>> overtaken(List<Offer> offers) {
    counts.overtaken.add(offers.size());
    return none(offers);
  }

  private List<Future<Boolean>> keepIn(Optional<RedisPart> part, List<Offer> offers) {
    List<Future<Boolean>> kept =
        part.map(found -> Parted.each(offers.size(), found.keep(offers)))
            .orElseGet(() -> offers.stream().map(grid::keep).toList());
    kept.forEach(one -> one.onFailure(thrown -> counts.failures.increment()));
    return kept;
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
    Future<Long> inGrid = grid.apply(invalidation);
    List<Future<Long>> inRedis = parts.stream().map(part -> part.apply(invalidation)).toList();
    return Future.join(inRedis)
        .eventually(() -> inGrid)
        .map(all -> gone(inRedis, inGrid))
        .onComplete(done -> running.end(invalidation));
  }

  /** What the stores counted that are read now. */
  private long gone(List<Future<Long>> inRedis, Future<Long> inGrid) {
    long sum = isAllInRedis() ? 0 : inGrid.result();
    for (int i = 0; i < parts.size(); i++) {
      sum += parts.get(i).isUsed() ? inRedis.get(i).result() : 0;
    }
    return sum;
  }

  private boolean isAllInRedis() {
    return !parts.isEmpty() && parts.stream().allMatch(RedisPart::isUsed);
  }

  /**
   * Notes in Redis how far the record of invalidations has been applied. To be called after {@link
   * #apply} of everything before the mark has completed; does nothing while Redis is not trusted.
   */
  public Future<Void> advance(String to) {
    return Future.join(parts.stream().map(part -> part.advance(to)).toList()).mapEmpty();
  }

  @Override
  public Future<Listing> list(String glob, String cursor, int limit) {
    return new SharedListing(parts, grid.tier()).page(glob, cursor, limit);
  }

  @Override
  public TierState state() {
    boolean redis = parts.stream().anyMatch(RedisPart::isUsed);
    String store = redis ? RedisTier.NAME : grid.isTrusted() ? GridTier.NAME : "none";
    boolean trusted = !parts.isEmpty() && parts.stream().allMatch(RedisPart::isTrusted);
    return new TierState(store, trusted, reason(), counts.snapshot());
  }

  private String reason() {
    if (parts.isEmpty()) {
      return TierState.NONE_CONFIGURED;
    }
    List<String> reasons =
        parts.stream().map(RedisPart::reason).filter(reason -> !reason.isEmpty()).toList();
    return reasons.isEmpty() || reasons.size() == parts.size()
        ? reasons.stream().findFirst().orElse("")
        : "%d of %d parts: %s".formatted(reasons.size(), parts.size(), reasons.getFirst());
  }

  /** Looks after Redis no more; the connections are their owners'. */
  public void close() {
    vertx.cancelTimer(timer);
  }
}
