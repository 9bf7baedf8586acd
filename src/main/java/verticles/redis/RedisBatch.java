package verticles.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands in one go on one connection. The client's own batch is not used: it answers one refused
 * command by failing all.
 */
final class RedisBatch {
  private RedisBatch() {}

  static Future<List<Reply>> run(Redis client, List<Request> commands) {
    if (commands.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return client
        .connect()
        .compose(
            connection ->
                part(connection, commands, 0, new ArrayList<>()).eventually(connection::close));
  }

  private static Future<List<Reply>> part(
      RedisConnection connection, List<Request> commands, int from, List<Reply> replies) {
    int to = Math.min(commands.size(), from + RedisClients.PIPELINE);
    List<Future<@Nullable Response>> sent =
        commands.subList(from, to).stream().map(connection::send).toList();
    return Future.join(sent)
        .transform(done -> collect(sent, replies))
        .compose(
            all ->
                to == commands.size()
                    ? Future.succeededFuture(all)
                    : part(connection, commands, to, all));
  }

  private static Future<List<Reply>> collect(
      List<Future<@Nullable Response>> sent, List<Reply> replies) {
    for (Future<@Nullable Response> one : sent) {
      if (one.succeeded()) {
        replies.add(new Reply(Optional.ofNullable(one.result()), ""));
      } else if (one.cause() instanceof ErrorType said && !RedisFailures.isUnable(said)) {
        replies.add(new Reply(Optional.empty(), String.valueOf(said.getMessage())));
      } else {
        return Future.failedFuture(one.cause());
      }
    }
    return Future.succeededFuture(replies);
  }
}
