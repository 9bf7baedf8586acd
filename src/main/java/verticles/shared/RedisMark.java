package verticles.shared;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.redis.RedisConnection;
import verticles.redis.Reply;

/** How far the record of invalidations has been applied to Redis, kept in Redis itself. */
final class RedisMark {
  private final RedisConnection redis;
  private final String key;

  /**
   * A mark.
   *
   * @param server the run id of whom it was written to
   */
  record Mark(String server, String mark) {}

  RedisMark(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.key = keys.mark();
  }

  /** The mark; empty when Redis has none. */
  Future<Optional<Mark>> read() {
    return redis
        .batch(List.of(Request.cmd(Command.GET).arg(key)))
        .map(replies -> replies.getFirst().text().map(RedisMark::parse));
  }

  private static Mark parse(String text) {
    int space = text.indexOf(' ');
    return new Mark(text.substring(0, Math.max(0, space)), text.substring(space + 1));
  }

  /** Writes the mark; a full server refuses it, which costs a longer replay one day. */
  Future<Void> write(Mark mark) {
    String text = mark.server() + " " + mark.mark();
    return redis.batch(List.of(Request.cmd(Command.SET).arg(key).arg(text))).mapEmpty();
  }

  /** The run id of the server: one that was restarted, or replaced, has another one. */
  Future<String> server() {
    return redis
        .batch(List.of(Request.cmd(Command.INFO).arg("server")))
        .map(replies -> runId(replies.getFirst()));
  }

  private static String runId(Reply info) {
    return info.text().stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("run_id:"))
        .map(line -> line.substring("run_id:".length()).strip())
        .findFirst()
        .orElseThrow(
            () ->
                FailureException.of(
                    Failure.UPSTREAM,
                    "The shared cache does not say who it is.",
                    new IllegalStateException(info.refusal())));
  }
}
