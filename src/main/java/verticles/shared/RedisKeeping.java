package verticles.shared;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

/** Keeps values in one go, each unless an invalidation has overtaken its load. */
final class RedisKeeping {
  private static final long PARCEL = 256 << 10;

  /** What the script says of a value that it has set. */
  private static final String DONE = "1";

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final Kept kept;
  private final RedisRoom room;

  RedisKeeping(RedisConnection redis, RedisKeys keys, Kept kept, RedisRoom room) {
    this.redis = redis;
    this.keys = keys;
    this.kept = kept;
    this.room = room;
  }

  /** Whether each was kept, in their order. */
  Future<List<Boolean>> keep(List<Offer> offers) {
    Map<String, Long> lives = new LinkedHashMap<>();
    List<Offer> possible = offers.stream().filter(this::mayKeep).toList();
    for (Offer offer : possible) {
      for (String name : names(offer)) {
        lives.merge(name, Kept.stampMillis(offer.value().lifeMillis()), Math::max);
      }
    }
    if (possible.isEmpty()) {
      return Future.succeededFuture(offers.stream().map(offer -> false).toList());
    }
    return stamps(lives)
        .compose(present -> seal(possible, present))
        .compose(this::set)
        .map(done -> offers.stream().map(offer -> done.contains(offer.key())).toList());
  }

  private boolean mayKeep(Offer offer) {
    return kept.mayKeep(offer.key(), offer.value(), offer.stamps());
  }

  private static List<String> names(Offer offer) {
    return List.copyOf(StampNames.of(offer.key(), offer.value().tags()));
  }

  /** The present stamps, which live on for the values that will depend on them. */
  private Future<Map<String, String>> stamps(Map<String, Long> lives) {
    List<String> names = List.copyOf(lives.keySet());
    List<Request> commands = new ArrayList<>();
    names.forEach(name -> commands.add(Request.cmd(Command.GET).arg(keys.stamp(name))));
    lives.forEach(
        (name, life) -> commands.add(Request.cmd(Command.PEXPIRE).arg(keys.stamp(name)).arg(life)));
    return redis
        .batch(commands)
        .map(
            replies -> {
              Map<String, String> present = new HashMap<>();
              for (int i = 0; i < names.size(); i++) {
                present.put(names.get(i), replies.get(i).text().orElse(""));
              }
              return present;
            });
  }

  private static String text(Reply all, int at) {
    return all.value().map(texts -> texts.get(at)).map(String::valueOf).orElse("");
  }

  private Future<List<Sealed>> seal(List<Offer> offers, Map<String, String> present) {
    List<Future<Sealed>> sealed = new ArrayList<>();
    for (Offer offer : offers) {
      if (kept.stillCurrent(offer.stamps(), names(offer), present)) {
        sealed.add(
            kept.seal(RedisTier.VALID, offer.key(), offer.value(), offer.stamps())
                .map(bytes -> sealed(offer, bytes)));
      }
    }
    return Future.all(sealed).map(all -> sealed.stream().map(Future::result).toList());
  }

  private Sealed sealed(Offer offer, byte[] bytes) {
    return new Sealed(
        offer,
        keys.value(offer.key()),
        keys.lease(offer.key()),
        bytes,
        Math.max(1, kept.remainingMillis(offer.value())));
  }

  /** The keys of those that were set. */
  private Future<Set<String>> set(List<Sealed> values) {
    List<List<Sealed>> parcels = parcels(values);
    return RedisScripts.keep(redis, parcels)
        .map(
            replies -> {
              room.kept(replies);
              Set<String> done = new HashSet<>();
              for (int i = 0; i < parcels.size(); i++) {
                count(parcels.get(i), replies.get(i), done);
              }
              return done;
            });
  }

  private void count(List<Sealed> parcel, Reply reply, Set<String> done) {
    for (int i = 0; i < parcel.size(); i++) {
      Sealed value = parcel.get(i);
      if (!reply.isDone()) {
        kept.counts().failures.increment();
      } else if (text(reply, i).equals(DONE)) {
        kept.wasKept(value.offer().value(), value.bytes());
        done.add(value.offer().key());
      } else {
        kept.counts().overtaken.increment();
      }
    }
  }

  /** A server does nothing else while it sets the values of one parcel. */
  private static List<List<Sealed>> parcels(List<Sealed> values) {
    List<List<Sealed>> parcels = new ArrayList<>();
    long room = 0;
    for (Sealed value : values) {
      room -= value.bytes().length;
      if (room < 0) {
        parcels.add(new ArrayList<>());
        room = PARCEL - value.bytes().length;
      }
      parcels.getLast().add(value);
    }
    return parcels;
  }
}
