package verticles.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import verticles.tls.Certified;

/** Adds TLS, and HTTP/2 which is spoken over it only, to the options of a server. */
final class SecureOptions {
  private static final long HANDSHAKE_SECONDS = 5;

  /** Of one connection of HTTP/2 at the same time. */
  static final int MOST_STREAMS = 100;

  private SecureOptions() {}

  static HttpServerOptions secure(HttpServerOptions options, Certified certified) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setKeyCertOptions(certified.pair())
        // streams that are reset as fast as they are opened (CVE-2023-44487) end the connection
        .setHttp2RstFloodMaxRstFramePerWindow(200)
        .setHttp2RstFloodWindowDuration(30)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MOST_STREAMS)
                .setMaxHeaderListSize(options.getMaxHeaderSize()));
    certified
        .trust()
        .ifPresent(trust -> options.setTrustOptions(trust).setClientAuth(ClientAuth.REQUIRED));
    return options;
  }

  /** The same with another certificate. */
  static ServerSSLOptions renewed(HttpServerOptions options, Certified certified) {
    return secure(new HttpServerOptions(options), certified).getSslOptions();
  }
}
