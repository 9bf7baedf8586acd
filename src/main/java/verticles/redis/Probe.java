package verticles.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.impl.types.ErrorType;

/** A question whose answer shows that a server can be used. */
enum Probe {
  /** It answers at all. */
  PING,
  /** It answers, and takes part in a Cluster that serves keys. */
  CLUSTER;

  /** Fails where the server cannot be used. */
  Future<Void> ask(Redis client) {
    return switch (this) {
      case PING -> client.send(Request.cmd(Command.PING)).mapEmpty();
      case CLUSTER ->
          client
              .send(Request.cmd(Command.CLUSTER).arg("INFO"))
              .compose(
                  info ->
                      String.valueOf(info).contains("cluster_state:ok")
                          ? Future.<Void>succeededFuture()
                          : Future.failedFuture(
                              ErrorType.create("CLUSTERDOWN the Cluster serves no keys now")));
    };
  }
}
