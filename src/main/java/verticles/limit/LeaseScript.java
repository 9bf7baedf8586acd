package verticles.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

/**
 * The token bucket that all nodes share, in Redis. It goes by the clock of Redis: the clocks of
 * nodes differ.
 */
final class LeaseScript {
  /** A negative wish gives back. The bucket is forgotten when it is full anyway. */
  private static final String LEASE =
      """
      local rate, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
      local time = redis.call('time')
      local now = time[1] * 1000000 + time[2]
      local kept = redis.call('hmget', KEYS[1], 'l', 't')
      local level = tonumber(kept[1]) or burst
      local at = tonumber(kept[2]) or now
      if now < at then now = at end
      level = math.min(burst, level + (now - at) * rate / 1000000)
      local given = math.min(wanted, math.floor(level))
      level = math.min(burst, level - given)
      if wanted ~= 0 then
        redis.call('hset', KEYS[1], 'l', string.format('%.6f', level), 't', string.format('%.0f', now))
        redis.call('pexpire', KEYS[1], math.ceil((burst - level) / rate * 1000) + 1000)
      end
      local wait = 0
      if level < 1 then wait = math.ceil((1 - level) / rate * 1000) end
      return {given, math.floor(level), wait}""";

  private static final String SHA = sha1();

  private LeaseScript() {}

  /** Takes up to {@code wanted} requests out of a bucket, or gives them back when negative. */
  static Future<Grant> run(RedisConnection redis, String key, Limit limit, long wanted) {
    return send(redis, Command.EVALSHA, SHA, key, limit, wanted)
        .compose(
            reply ->
                reply.refusal().startsWith("NOSCRIPT")
                    ? send(redis, Command.EVAL, LEASE, key, limit, wanted)
                    : Future.succeededFuture(reply))
        .map(LeaseScript::grant);
  }

  private static Future<Reply> send(
      RedisConnection redis, Command command, String script, String key, Limit limit, long wanted) {
    Request request =
        Request.cmd(command)
            .arg(script)
            .arg(1)
            .arg(key)
            .arg(String.format(Locale.ROOT, "%.9f", limit.perSecond()))
            .arg(limit.burst())
            .arg(wanted);
    return redis.batch(List.of(request)).map(List::getFirst);
  }

  private static Grant grant(Reply reply) {
    Response told =
        reply
            .value()
            .orElseThrow(
                () -> FailureException.of(Failure.UPSTREAM, "Redis counts no requests now."));
    return new Grant(number(told, 0), number(told, 1), number(told, 2));
  }

  private static long number(Response told, int at) {
    return Long.parseLong(told.get(at).toString());
  }

  private static String sha1() {
    try {
      byte[] bytes = LEASE.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }
}
