package verticles.shared;

import io.vertx.core.Future;
import java.util.List;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Target;
import verticles.redis.RedisConnection;

/**
 * The shared tier in Redis. A value is one text: a letter that says whether it is expired, then the
 * sealed bytes. Beside it stands a lease, made when somebody looks for the value; a load may keep
 * what it got only while the lease is the one it was begun under.
 */
final class RedisTier implements Tier {
  static final String NAME = "redis";
  static final String VALID = "v";
  static final String EXPIRED = "x";

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final RedisErasure erasure;
  private final RedisRoom room = new RedisRoom();
  private final RedisLookup lookup;
  private final RedisKeeping keeping;

  RedisTier(RedisConnection redis, RedisKeys keys, RedisBeat beat, Kept kept) {
    this.redis = redis;
    this.keys = keys;
    this.erasure = new RedisErasure(redis, keys, beat);
    this.lookup = new RedisLookup(redis, keys, beat, kept, room);
    this.keeping = new RedisKeeping(redis, keys, kept, room);
  }

  /** Whether it had no memory left for the last value. */
  boolean isFull() {
    return room.isFull();
  }

  @Override
  public Future<Found> find(String key, List<String> tags) {
    return find(List.of(new Wanted(key, tags))).map(List::getFirst);
  }

  /** What there is for each, in their order. */
  Future<List<Found>> find(List<Wanted> wanted) {
    return lookup.find(wanted);
  }

  @Override
  public Future<Boolean> keep(String key, SharedValue value, Stamps stamps) {
    return keep(List.of(new Offer(key, value, stamps))).map(List::getFirst);
  }

  /** Whether each was kept, in their order. */
  Future<List<Boolean>> keep(List<Offer> offers) {
    return keeping.keep(offers);
  }

  @Override
  public Future<Long> apply(Invalidation invalidation) {
    List<Target> here =
        invalidation.targets().stream()
            .filter(target -> !(target instanceof Target.Key key) || keys.part().holds(key.key()))
            .toList();
    return here.isEmpty()
        ? Future.succeededFuture(0L)
        : erasure.apply(new Invalidation(invalidation.id(), invalidation.mode(), here));
  }

  @Override
  public Future<Void> outdateAll() {
    return erasure.outdateAll();
  }

  @Override
  public Future<Listing> list(String glob, String cursor, int limit) {
    return new RedisListing(redis, keys).page(glob, cursor, limit);
  }
}
