package verticles.shared;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

/** Reads values in one go, with their leases and each stamp that any of them depends on once. */
final class RedisLookup {
  /** Replies for each value: its lease is made, its lease, itself. */
  private static final int OF_EACH = 3;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final RedisBeat beat;
  private final Kept kept;
  private final RedisRoom room;

  RedisLookup(RedisConnection redis, RedisKeys keys, RedisBeat beat, Kept kept, RedisRoom room) {
    this.redis = redis;
    this.keys = keys;
    this.beat = beat;
    this.kept = kept;
    this.room = room;
  }

  /** What there is for each, in their order. */
  Future<List<Found>> find(List<Wanted> wanted) {
    Set<String> named = new LinkedHashSet<>();
    wanted.forEach(one -> named.addAll(StampNames.of(one.key(), one.tags())));
    List<String> names = List.copyOf(named);
    long floor = beat.floor();
    List<Request> commands = new ArrayList<>();
    commands.add(beat.read());
    for (Wanted one : wanted) {
      String lease = keys.lease(one.key());
      commands.add(create(lease, Stamp.freshHalf(), Kept.LEASE_MILLIS));
      commands.add(get(lease));
      commands.add(get(keys.value(one.key())));
    }
    names.forEach(name -> commands.add(get(keys.stamp(name))));
    return redis
        .batch(commands)
        .compose(
            replies -> {
              beat.saw(replies.getFirst(), floor);
              int stamps = 1 + OF_EACH * wanted.size();
              List<Reply> values = replies.subList(1, stamps);
              return present(names, replies.subList(stamps, replies.size()))
                  .compose(present -> judge(wanted, values, present));
            });
  }

  private Future<List<Found>> judge(
      List<Wanted> wanted, List<Reply> replies, Map<String, String> stamps) {
    List<Future<Found>> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Wanted one = wanted.get(i);
      List<Reply> own = replies.subList(OF_EACH * i, OF_EACH * (i + 1));
      room.made(own.getFirst());
      Map<String, String> present = new HashMap<>();
      StampNames.of(one.key(), one.tags())
          .forEach(name -> present.put(name, stamps.getOrDefault(name, "")));
      present.put(StampNames.LEASE, own.get(1).text().orElse(""));
      found.add(judge(one.key(), own.get(2).value(), present));
    }
    return Future.all(found).map(all -> found.stream().map(Future::result).toList());
  }

  private Future<Found> judge(String key, Optional<Response> value, Map<String, String> present) {
    Optional<byte[]> stored = value.map(Response::toBytes).filter(text -> text.length > 0);
    boolean expired = stored.isPresent() && stored.get()[0] == RedisTier.EXPIRED.charAt(0);
    return kept.judge(RedisTier.NAME, key, stored, 1, expired, present, this::stamps);
  }

  private Future<Map<String, String>> stamps(Collection<String> more) {
    List<String> names = List.copyOf(more);
    return redis
        .batch(names.stream().map(name -> get(keys.stamp(name))).toList())
        .compose(replies -> present(names, replies));
  }

  /** The stamps that were read, and new ones for those that were missing. */
  private Future<Map<String, String>> present(List<String> names, List<Reply> replies) {
    Map<String, String> present = new HashMap<>();
    List<String> missing = new ArrayList<>();
    List<Request> commands = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Optional<String> stamp = replies.get(i).text();
      if (stamp.isPresent()) {
        present.put(name, stamp.get());
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

  private static Request get(String key) {
    return Request.cmd(Command.GET).arg(key);
  }

  private static Request create(String key, String text, long millis) {
    return Request.cmd(Command.SET).arg(key).arg(text).arg("NX").arg("PX").arg(millis);
  }
}
