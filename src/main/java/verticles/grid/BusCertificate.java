package verticles.grid;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import verticles.tls.Certified;

/**
 * Gives a running event bus another certificate, for connections that begin from then on. Vert.x
 * has no way to do so: its bus keeps server and client to itself, so they are taken from there. A
 * Vert.x that keeps them elsewhere fails the test of this.
 */
final class BusCertificate {
  private final NetServer server;
  private final NetClient client;

  private BusCertificate(NetServer server, NetClient client) {
    this.server = server;
    this.client = client;
  }

  /**
   * That of a clustered Vert.x.
   *
   * @throws IllegalStateException when this build of Vert.x is another than this was written for
   */
  static BusCertificate of(Vertx vertx) {
    Object bus = ((VertxInternal) vertx).eventBus();
    return new BusCertificate((NetServer) field(bus, "server"), (NetClient) field(bus, "client"));
  }

  private static Object field(Object bus, String name) {
    Class<?> kept = bus.getClass();
    try {
      return Objects.requireNonNull(
          MethodHandles.privateLookupIn(kept, MethodHandles.lookup())
              .unreflectVarHandle(kept.getDeclaredField(name))
              .get(bus));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Vert.x keeps no " + name + " in its event bus", e);
    }
  }

  /** Both sides show and ask for it; fails when it cannot be used, and then the old one stays. */
  Future<Void> replace(Certified next) {
    EventBusOptions options = new EventBusOptions();
    GridTls.secure(options, next);
    NetServerOptions serving = new NetServerOptions(options.toJson());
    // as the bus does: names in the certificates of nodes are not compared
    NetClientOptions calling =
        new NetClientOptions(options.toJson()).setHostnameVerificationAlgorithm("");
    return server
        .updateSSLOptions(Objects.requireNonNull(serving.getSslOptions()), true)
        .compose(
            served ->
                client.updateSSLOptions(Objects.requireNonNull(calling.getSslOptions()), true))
        .mapEmpty();
  }
}
