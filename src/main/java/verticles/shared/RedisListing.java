package verticles.shared;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.invalidation.Glob;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

/** Walks over the keys of one part in Redis; the cursor is Redis' own. */
final class RedisListing {
  private static final int PAGE = 1000;
  private static final int SCANS = 20;

  private final RedisConnection redis;
  private final RedisKeys keys;

  /**
   * What one SCAN answered.
   *
   * @param next {@code 0} at the end
   */
  record Scanned(List<String> names, String next) {}

  RedisListing(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  static Future<Scanned> scan(RedisConnection redis, String match, String cursor, int count) {
    Request scan =
        Request.cmd(Command.SCAN).arg(cursor).arg("MATCH").arg(match).arg("COUNT").arg(count);
    return redis
        .batch(List.of(scan))
        .map(
            replies -> {
              Response page =
                  replies
                      .getFirst()
                      .value()
                      .orElseThrow(
                          () ->
                              FailureException.of(
                                  Failure.UPSTREAM,
                                  "The shared cache refused to be walked over.",
                                  new IllegalStateException(replies.getFirst().refusal())));
              List<String> names = new ArrayList<>();
              page.get(1).forEach(name -> names.add(name.toString()));
              return new Scanned(names, page.get(0).toString());
            });
  }

  Future<Listing> page(String glob, String cursor, int limit) {
    return collect(glob, cursor.isEmpty() ? "0" : cursor, limit, SCANS, new ArrayList<>());
  }

  private Future<Listing> collect(
      String glob, String cursor, int limit, int scans, List<Listing.Item> items) {
    if (items.size() >= limit || scans == 0) {
      return Future.succeededFuture(new Listing(items, cursor));
    }
    Glob wanted = Glob.of(glob);
    int count = Math.clamp(limit, 1, PAGE);
    return scan(redis, keys.valuesNear(glob), cursor, count)
        .compose(
            page -> {
              List<String> found =
                  page.names().stream().map(keys::keyOf).filter(wanted::matches).toList();
              return items(found)
                  .onSuccess(items::addAll)
                  .compose(
                      added ->
                          page.next().equals("0")
                              ? Future.succeededFuture(new Listing(items, ""))
                              : collect(glob, page.next(), limit, scans - 1, items));
            });
  }

  private Future<List<Listing.Item>> items(List<String> found) {
    List<Request> commands = new ArrayList<>();
    for (String key : found) {
      commands.add(Request.cmd(Command.STRLEN).arg(keys.value(key)));
      commands.add(Request.cmd(Command.PTTL).arg(keys.value(key)));
    }
    return redis
        .batch(commands)
        .map(
            replies -> {
              List<Listing.Item> items = new ArrayList<>();
              for (int i = 0; i < found.size(); i++) {
                Reply length = replies.get(2 * i);
                long remaining = replies.get(2 * i + 1).number();
                if (remaining > 0) {
                  items.add(new Listing.Item(found.get(i), length.number(), remaining));
                }
              }
              return items;
            });
  }
}
