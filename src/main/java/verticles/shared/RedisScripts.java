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
  private static final String KEEP =
      """
      if redis.call('get', KEYS[2]) ~= ARGV[1] then return 0 end
      redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
      return 1""";
  private static final String KEEP_SHA = sha1(KEEP);
  private static final String PATCH =
      """
      if redis.call('exists', KEYS[1]) == 0 then return 0 end
      redis.call('setrange', KEYS[1], ARGV[1], ARGV[2])
      return 1""";

  private RedisScripts() {}

  /** Sets a value unless its lease is another one now; the reply is 1 when it is set. */
  static Future<Reply> keep(
      RedisConnection redis, String value, String lease, String held, byte[] bytes, long millis) {
    return run(redis, Request.cmd(Command.EVALSHA), KEEP_SHA, value, lease, held, bytes, millis)
        .compose(
            reply ->
                reply.refusal().startsWith("NOSCRIPT")
                    ? run(redis, Request.cmd(Command.EVAL), KEEP, value, lease, held, bytes, millis)
                    : Future.succeededFuture(reply));
  }

  private static Future<Reply> run(
      RedisConnection redis,
      Request command,
      String script,
      String value,
      String lease,
      String held,
      byte[] bytes,
      long millis) {
    command.arg(script).arg(2).arg(value).arg(lease).arg(held).arg(bytes).arg(millis);
    return redis.batch(List.of(command)).map(List::getFirst);
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
