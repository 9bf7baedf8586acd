package verticles.shared;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

/** What has to happen in Redis in one step. */
final class RedisScripts {
  /** Each value has two keys, itself and its lease, and three arguments. */
  private static final String KEEP =
      """
      local kept = {}
      for i = 1, #KEYS / 2 do
        if redis.call('get', KEYS[2 * i]) == ARGV[3 * i - 2] then
          redis.call('set', KEYS[2 * i - 1], ARGV[3 * i - 1], 'px', ARGV[3 * i])
          kept[i] = 1
        else
          kept[i] = 0
        end
      end
      return kept""";

  private static final String KEEP_SHA = sha1(KEEP);
  private static final String PATCH =
      """
      if redis.call('exists', KEYS[1]) == 0 then return 0 end
      redis.call('setrange', KEYS[1], ARGV[1], ARGV[2])
      return 1""";

  private RedisScripts() {}

  /**
   * Sets values, each unless its lease is another one now.
   *
   * @return for each parcel the replies of its values: 1 for those that are set
   */
  static Future<List<Reply>> keep(RedisConnection redis, List<List<Sealed>> parcels) {
    return run(redis, Command.EVALSHA, KEEP_SHA, parcels)
        .compose(
            replies ->
                replies.stream().anyMatch(reply -> reply.refusal().startsWith("NOSCRIPT"))
                    ? run(redis, Command.EVAL, KEEP, parcels)
                    : Future.succeededFuture(replies));
  }

  private static Future<List<Reply>> run(
      RedisConnection redis, Command command, String script, List<List<Sealed>> parcels) {
    return redis.batch(parcels.stream().map(parcel -> keep(command, script, parcel)).toList());
  }

  private static Request keep(Command command, String script, List<Sealed> parcel) {
    Request request = Request.cmd(command).arg(script).arg(2 * parcel.size());
    parcel.forEach(value -> request.arg(value.name()).arg(value.lease()));
    parcel.forEach(value -> request.arg(value.held()).arg(value.bytes()).arg(value.millis()));
    return request;
  }

  /** Overwrites a part of a text that exists; the reply is 1 when it does. */
  static Request patch(String key, int offset, String part) {
    return Request.cmd(Command.EVAL).arg(PATCH).arg(1).arg(key).arg(offset).arg(part);
  }

  private static String sha1(String script) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }
}
