package verticles.http;

import io.vertx.core.http.HttpServerOptions;
import java.util.List;

/** The hardened options of the servers; what they cannot say, {@link Connections} enforces. */
final class ServerOptions {
  /** Vert.x shares one free port among the servers of a process that ask for the same negative. */
  private static final int SHARED_FREE_PORT = -1;

  private static final int LARGEST_MESSAGE = 64 * 1024;

  private ServerOptions() {}

  static HttpServerOptions of(HttpConfig config) {
    return base(config.host(), config.port() == 0 ? SHARED_FREE_PORT : config.port())
        .setMaxHeaderSize((int) config.maxHeader().bytes())
        .setMaxInitialLineLength((int) config.maxHeader().bytes())
        .setAcceptBacklog(4096);
  }

  static HttpServerOptions base(String host, int port) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setTcpNoDelay(true)
        .setTcpQuickAck(false)
        .setHttp2ClearTextEnabled(false)
        .setDecompressionSupported(false)
        .setCompressionSupported(false)
        .setHandle100ContinueAutomatically(false)
        .setRegisterWebSocketWriteHandlers(false)
        .setWebSocketSubProtocols(List.of(TicketCheck.SUBPROTOCOL))
        .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
        .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
        .setWebSocketClosingTimeout(2)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setUseProxyProtocol(false)
        .setStrictThreadMode(false);
  }
}
