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
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

/** Reads values in one go, with their leases and each stamp that any of them depends on once. */
final class RedisLookup {
  private static final FailureException UNREADABLE =
      FailureException.of(Failure.UNAVAILABLE, "The shared cache refused to be read.");

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
    Request all = Request.cmd(Command.MGET);
    wanted.forEach(
        one -> {
          String lease = keys.lease(one.key());
          commands.add(create(lease, Stamp.freshHalf(), Kept.LEASE_MILLIS));
          all.arg(lease).arg(keys.value(one.key()));
        });
    names.forEach(name -> all.arg(keys.stamp(name)));
    commands.add(all);
    return redis
        .batch(commands)
        .compose(
            replies -> {
              beat.saw(replies.getFirst(), floor);
              room.made(replies.subList(1, replies.size() - 1));
              Several read = Several.of(replies.getLast());
              return present(names, read.from(2 * wanted.size()))
                  .compose(stamps -> judge(wanted, read, stamps));
            });
  }

  /** The values of one MGET. */
  private record Several(Reply reply, int first) {
    private static Several of(Reply reply) {
      if (!reply.isDone()) {
        throw UNREADABLE;
      }
      return new Several(reply, 0);
    }

    private Several from(int other) {
      return new Several(reply, other);
    }

    private Optional<Response> value(int at) {
      return reply.value().flatMap(all -> Optional.ofNullable(all.get(first + at)));
    }

    private Optional<String> text(int at) {
      return value(at).map(Response::toString);
    }
  }

  private Future<List<Found>> judge(List<Wanted> wanted, Several read, Map<String, String> stamps) {
    List<Future<Found>> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Wanted one = wanted.get(i);
      Map<String, String> present = new HashMap<>();
      StampNames.of(one.key(), one.tags())
          .forEach(name -> present.put(name, stamps.getOrDefault(name, "")));
      present.put(StampNames.LEASE, read.text(2 * i).orElse(""));
      found.add(judge(one.key(), read.value(2 * i + 1), present));
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
    Request all = Request.cmd(Command.MGET);
    names.forEach(name -> all.arg(keys.stamp(name)));
    return redis
        .batch(List.of(all))
        .compose(replies -> present(names, Several.of(replies.getFirst())));
  }

  /** The stamps that were read, and new ones for those that were missing. */
  private Future<Map<String, String>> present(List<String> names, Several read) {
    Map<String, String> present = new HashMap<>();
    List<String> missing = new ArrayList<>();
    List<Request> commands = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Optional<String> stamp = read.text(i);
      if (stamp.isPresent()) {
        present.put(name, stamp.get());
      } else {
        missing.add(name);
        commands.add(create(keys.stamp(name), Stamp.fresh(), Kept.stampMillis(0)));
        commands.add(Request.cmd(Command.GET).arg(keys.stamp(name)));
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

  private static Request create(String key, String text, long millis) {
    return Request.cmd(Command.SET).arg(key).arg(text).arg("NX").arg("PX").arg(millis);
  }
}
