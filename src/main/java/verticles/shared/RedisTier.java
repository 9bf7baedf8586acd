package verticles.shared;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Target;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

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
  private final RedisBeat beat;
  private final Kept kept;
  private final RedisErasure erasure;
  private volatile boolean full;

  RedisTier(RedisConnection redis, RedisKeys keys, RedisBeat beat, Kept kept) {
    this.redis = redis;
    this.keys = keys;
    this.beat = beat;
    this.kept = kept;
    this.erasure = new RedisErasure(redis, keys, beat);
  }

  /** Whether it had no memory left for the last value. */
  boolean isFull() {
    return full;
  }

  @Override
  public Future<Found> find(String key, List<String> tags) {
    List<String> names = List.copyOf(StampNames.of(key, tags));
    String lease = keys.lease(key);
    List<Request> commands = new ArrayList<>();
    long floor = beat.floor();
    commands.add(beat.read());
    commands.add(create(lease, Stamp.freshHalf(), Kept.LEASE_MILLIS));
    commands.add(get(lease));
    commands.add(get(keys.value(key)));
    names.forEach(name -> commands.add(get(keys.stamp(name))));
    return redis
        .batch(commands)
        .compose(
            replies -> {
              beat.saw(replies.get(0), floor);
              full = full || replies.get(1).isFull();
              Map<String, String> present = new HashMap<>();
              present.put(StampNames.LEASE, replies.get(2).text().orElse(""));
              return present(names, replies.subList(4, replies.size()))
                  .onSuccess(present::putAll)
                  .compose(all -> judge(key, replies.get(3), present));
            });
  }

  private Future<Found> judge(String key, Reply value, Map<String, String> present) {
    Optional<byte[]> stored = value.value().map(Response::toBytes).filter(text -> text.length > 0);
    boolean expired = stored.isPresent() && stored.get()[0] == EXPIRED.charAt(0);
    return kept.judge(NAME, key, stored, 1, expired, present, this::stamps);
  }

  private Future<Map<String, String>> stamps(Collection<String> names) {
    List<String> order = List.copyOf(names);
    return redis
        .batch(order.stream().map(name -> get(keys.stamp(name))).toList())
        .compose(replies -> present(order, replies));
  }

  /** The stamps that were read, and new ones for those that were missing. */
  private Future<Map<String, String>> present(List<String> names, List<Reply> replies) {
    Map<String, String> present = new HashMap<>();
    List<String> missing = new ArrayList<>();
    List<Request> commands = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (replies.get(i).text().isPresent()) {
        present.put(name, replies.get(i).text().get());
      } else {
        missing.add(name);
        commands.add(create(keys.stamp(name), Stamp.fresh(), Kept.stampMillis(0)));
        commands.add(get(keys.stamp(name)));
      }
    }
    return redis
        .batch(commands)
        .map(
            made -> {
              for (int i = 0; i < missing.size(); i++) {
                // a full server makes none: then nothing matches and nothing is kept
                present.put(missing.get(i), made.get(2 * i + 1).text().orElseGet(Stamp::fresh));
              }
              return present;
            });
  }

  @Override
  public Future<Boolean> keep(String key, SharedValue value, Stamps stamps) {
    if (!kept.mayKeep(key, value, stamps)) {
      return Future.succeededFuture(false);
    }
    List<String> names = List.copyOf(StampNames.of(key, value.tags()));
    List<Request> commands = new ArrayList<>();
    names.forEach(name -> commands.add(get(keys.stamp(name))));
    names.forEach(name -> commands.add(prolong(name, value)));
    return redis
        .batch(commands)
        .compose(
            replies -> {
              Map<String, String> present = new HashMap<>();
              for (int i = 0; i < names.size(); i++) {
                present.put(names.get(i), replies.get(i).text().orElse(""));
              }
              return kept.stillCurrent(stamps, names, present)
                  ? kept.seal(VALID, key, value, stamps)
                      .compose(bytes -> set(key, value, stamps, bytes))
                  : Future.succeededFuture(false);
            });
  }

  private Future<Boolean> set(String key, SharedValue value, Stamps stamps, byte[] bytes) {
    String held = stamps.byName().getOrDefault(StampNames.LEASE, "");
    long life = Math.max(1, kept.remainingMillis(value));
    return RedisScripts.keep(redis, keys.value(key), keys.lease(key), held, bytes, life)
        .map(
            reply -> {
              full = reply.isFull();
              if (!reply.isDone()) {
                kept.counts().failures.increment();
              } else if (reply.number() == 1) {
                kept.wasKept(value, bytes);
              } else {
                kept.counts().overtaken.increment();
              }
              return reply.number() == 1;
            });
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

  private static Request get(String key) {
    return Request.cmd(Command.GET).arg(key);
  }

  private static Request create(String key, String text, long millis) {
    return Request.cmd(Command.SET).arg(key).arg(text).arg("NX").arg("PX").arg(millis);
  }

  private Request prolong(String name, SharedValue value) {
    return Request.cmd(Command.PEXPIRE)
        .arg(keys.stamp(name))
        .arg(Kept.stampMillis(value.lifeMillis()));
  }
}
