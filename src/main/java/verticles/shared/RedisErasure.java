package verticles.shared;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Glob;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

/**
 * Makes invalidations count in Redis. What is removed is deleted, stamps and leases too, so that it
 * works on a full server as well; what shall only expire is overwritten in part.
 */
final class RedisErasure {
  private static final int PAGE = 1000;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final RedisBeat beat;

  RedisErasure(RedisConnection redis, RedisKeys keys, RedisBeat beat) {
    this.redis = redis;
    this.keys = keys;
    this.beat = beat;
  }

  Future<Long> apply(Invalidation invalidation) {
    String applied = keys.applied(invalidation.id());
    long floor = beat.floor();
    return redis
        .batch(List.of(beat.read(), Request.cmd(Command.GET).arg(applied)))
        .compose(
            replies -> {
              beat.saw(replies.get(0), floor);
              return replies.get(1).text().isPresent()
                  ? Future.succeededFuture(replies.get(1).number())
                  : erase(invalidation).compose(count -> remember(applied, count));
            });
  }

  /** After the deed, never before it: half of it must be done again. */
  private Future<Long> remember(String applied, long count) {
    long floor = beat.floor();
    Request set = Request.cmd(Command.SET).arg(applied).arg(count).arg("PX").arg(Kept.LEASE_MILLIS);
    return redis
        .batch(List.of(beat.increase(), set))
        .map(
            replies -> {
              // a full server refuses both, and is right all the same
              beat.saw(replies.get(0), floor);
              return count;
            });
  }

  private Future<Long> erase(Invalidation invalidation) {
    Future<Long> all = Future.succeededFuture(0L);
    for (Target target : invalidation.targets()) {
      all = all.compose(sum -> erase(invalidation.mode(), target).map(count -> sum + count));
    }
    return all;
  }

  private Future<Long> erase(Mode mode, Target target) {
    return switch (target) {
      case Target.Key key -> eraseKeys(mode, List.of(key.key()));
      case Target.Pattern pattern -> erasePattern(mode, pattern.glob());
      case Target.Tag tag -> eraseStamp(mode, target);
      case Target.Namespace namespace -> eraseStamp(mode, target);
      case Target.Everything everything -> eraseStamp(mode, target);
    };
  }

  Future<Void> outdateAll() {
    return eraseStamp(Mode.REMOVE, new Target.Everything()).mapEmpty();
  }

  private Future<Long> eraseStamp(Mode mode, Target target) {
    String stamp = keys.stamp(StampNames.of(target));
    Request delete = Request.cmd(Command.DEL).arg(stamp);
    Request step =
        mode == Mode.REMOVE ? delete : RedisScripts.patch(stamp, Stamp.HALF, Stamp.freshHalf());
    return done(List.of(step), List.of(delete)).map(replies -> 0L);
  }

  /**
   * The lease first: what is kept before it goes is gone with the value, what comes later is
   * refused.
   */
  private Future<Long> eraseKeys(Mode mode, Collection<String> found) {
    List<Request> steps = new ArrayList<>();
    List<Request> inNeed = new ArrayList<>();
    for (String key : found) {
      Request release = Request.cmd(Command.DEL).arg(keys.lease(key));
      Request delete = Request.cmd(Command.UNLINK).arg(keys.value(key));
      steps.add(release);
      steps.add(
          mode == Mode.REMOVE ? delete : RedisScripts.patch(keys.value(key), 0, RedisTier.EXPIRED));
      inNeed.add(release);
      inNeed.add(delete);
    }
    return done(steps, inNeed)
        .map(
            replies -> {
              long count = 0;
              for (int i = 1; i < replies.size(); i += 2) {
                count += replies.get(i).number();
              }
              return count;
            });
  }

  /**
   * Runs the steps; where there is no memory for one, the other steps instead, which need none.
   *
   * @return fails when one of them was refused
   */
  private Future<List<Reply>> done(List<Request> steps, List<Request> inNeed) {
    return redis
        .batch(steps)
        .compose(
            replies ->
                replies.stream().anyMatch(Reply::isFull)
                    ? redis.batch(inNeed)
                    : Future.succeededFuture(replies))
        .compose(
            replies ->
                replies.stream()
                    .filter(reply -> !reply.isDone())
                    .findFirst()
                    .<Future<List<Reply>>>map(reply -> Future.failedFuture(refused(reply)))
                    .orElseGet(() -> Future.succeededFuture(replies)));
  }

  private static FailureException refused(Reply reply) {
    return FailureException.of(
        Failure.UPSTREAM,
        "The shared cache refused a command.",
        new IllegalStateException(reply.refusal()));
  }

  private Future<Long> erasePattern(Mode mode, String glob) {
    return scan(mode, glob, "0", 0);
  }

  private Future<Long> scan(Mode mode, String glob, String cursor, long sum) {
    Glob wanted = Glob.of(glob);
    return RedisListing.scan(redis, keys.near(glob), cursor, PAGE)
        .compose(
            page -> {
              List<String> found =
                  page.names().stream()
                      .map(keys::keyOf)
                      .filter(wanted::matches)
                      .distinct()
                      .toList();
              return eraseKeys(mode, found)
                  .compose(
                      count ->
                          page.next().equals("0")
                              ? Future.succeededFuture(sum + count)
                              : scan(mode, glob, page.next(), sum + count));
            });
  }
}
