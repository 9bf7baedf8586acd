package verticles.shared;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Invalidation;
import verticles.redis.RedisConnection;

/** Tells Redis every invalidation that it missed, or makes all that it has outdated. */
final class Replay {
  private static final Logger LOGGER = LoggerFactory.getLogger(Replay.class);

  private final RedisConnection redis;
  private final RedisTier tier;
  private final RedisMark mark;
  private final RedisBeat beat;
  private final ChangeLog log;
  private final Missed missed;

  Replay(
      RedisConnection redis,
      RedisTier tier,
      RedisMark mark,
      RedisBeat beat,
      ChangeLog log,
      Missed missed) {
    this.redis = redis;
    this.tier = tier;
    this.mark = mark;
    this.beat = beat;
    this.log = log;
    this.missed = missed;
  }

  /** The run id of the server that now has everything; fails when one step of it failed. */
  Future<String> run() {
    return redis
        .batch(List.of(beat.read()))
        .onSuccess(replies -> beat.rebase(replies.getFirst()))
        .compose(replies -> mark.server())
        .compose(server -> mark.read().compose(before -> catchUp(server, before)))
        .compose(
            now -> missed.tell(tier).compose(done -> mark.write(now)).map(done -> now.server()));
  }

  private Future<RedisMark.Mark> catchUp(String server, Optional<RedisMark.Mark> before) {
    String from =
        before.filter(known -> goesFor(known, server)).map(RedisMark.Mark::mark).orElse("");
    return Future.succeededFuture(from)
        .compose(log::since)
        .recover(thrown -> Future.failedFuture(unreadable(thrown)))
        .compose(
            changes -> {
              boolean known = !from.isEmpty() && changes.complete();
              LOGGER
                  .atInfo()
                  .addKeyValue("invalidations", known ? changes.changes().size() : "all")
                  .log("Redis is told what it missed");
              return (known ? applyAll(changes.changes()) : tier.outdateAll())
                  .map(done -> new RedisMark.Mark(server, changes.next()));
            });
  }

  /**
   * One server forgets in order: whatever it still has was written before the mark it has. In a
   * Cluster the slot may be on its way between two that forget each for itself, so that a mark
   * holds only for the very same server.
   */
  private boolean goesFor(RedisMark.Mark mark, String server) {
    return redis.server().isEmpty() || mark.server().equals(server);
  }

  private static FailureException unreadable(Throwable thrown) {
    return FailureException.of(
        Failure.UNAVAILABLE, "The record of invalidations cannot be read.", thrown);
  }

  private Future<Void> applyAll(List<Invalidation> changes) {
    Future<Void> all = Future.succeededFuture();
    for (Invalidation change : changes) {
      all = all.compose(done -> tier.apply(change)).mapEmpty();
    }
    return all;
  }
}
