package verticles.testing;

import static verticles.testing.Patience.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server on the loopback interface: slows its answers, cuts it off, or adds TLS. */
public final class TestProxy implements AutoCloseable {
  private final Vertx vertx;
  private final NetServer server;
  private final NetClient client;
  private final int target;
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private volatile long delayMillis;
  private volatile boolean cut;

  /**
   * Begins to listen on a free port.
   *
   * @param options for TLS; new ones for none
   * @param target the port of the server
   */
  public TestProxy(Vertx vertx, NetServerOptions options, int target) {
    this.vertx = vertx;
    this.target = target;
    this.client = vertx.createNetClient();
    this.server =
        await(
            vertx
                .createNetServer(options.setHost("127.0.0.1").setPort(0))
                .connectHandler(this::accept)
                .listen());
  }

  private void accept(NetSocket near) {
    if (cut) {
      near.close();
      return;
    }
    near.pause();
    sockets.add(near);
    client
        .connect(target, "127.0.0.1")
        .onFailure(thrown -> near.close())
        .onSuccess(
            far -> {
              sockets.add(far);
              near.handler(far::write);
              far.handler(bytes -> answer(near, bytes));
              near.closeHandler(closed -> far.close());
              far.closeHandler(closed -> near.close());
              near.resume();
            });
  }

  private void answer(NetSocket near, Buffer bytes) {
    if (delayMillis == 0) {
      near.write(bytes);
    } else {
      vertx.setTimer(delayMillis, late -> near.write(bytes));
    }
  }

  /** Its own port. */
  public int port() {
    return server.actualPort();
  }

  /** From now on each answer takes so much longer. */
  public void slow(long millis) {
    delayMillis = millis;
  }

  /** Closes every connection and accepts no more. */
  public void cut() {
    cut = true;
    sockets.forEach(NetSocket::close);
    sockets.clear();
  }

  /** Lets connections through again. */
  public void mend() {
    cut = false;
  }

  @Override
  public void close() {
    await(server.close());
  }
}
