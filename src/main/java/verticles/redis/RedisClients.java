package verticles.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import verticles.config.Secret;

/** The client of one server, or of Sentinels; it can be thrown away and made again. */
final class RedisClients {
  /** So many commands of one batch may be on their way on one connection. */
  static final int PIPELINE = 1024;

  private final Vertx vertx;
  private final RedisOptions options;
  private final String scheme;
  private volatile Redis main;

  /**
   * Connects when the first command comes.
   *
   * @param address with user and password, unless {@code settings} has them
   */
  RedisClients(Vertx vertx, RedisConfig settings, Secret address) {
    this.vertx = vertx;
    URI uri = URI.create(address.reveal());
    this.scheme = uri.getScheme() + "://";
    this.options = options(settings, uri);
    this.main = Redis.createClient(vertx, options);
  }

  private RedisOptions options(RedisConfig settings, URI uri) {
    // without user and password: whatever prints an address prints no secret
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    List<String> endpoints = new ArrayList<>();
    endpoints.add(scheme + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + path);
    settings.nodes().forEach(node -> endpoints.add(scheme + node + path));
    RedisOptions made =
        new RedisOptions()
            .setType(
                settings.topology() == RedisTopology.SENTINEL
                    ? RedisClientType.SENTINEL
                    : RedisClientType.STANDALONE)
            .setEndpoints(endpoints)
            .setMasterName(settings.masterName())
            .setRole(RedisRole.MASTER)
            .setMaxPoolSize(settings.maxConnections())
            .setMaxPoolWaiting(settings.maxWaiting())
            .setMaxWaitingHandlers(PIPELINE)
            .setNetClientOptions(net(settings, scheme.equals("rediss://")));
    String[] account = account(uri);
    String user = settings.user().isEmpty() ? account[0] : settings.user();
    String password =
        settings.password().reveal().isEmpty() ? account[1] : settings.password().reveal();
    if (!user.isEmpty()) {
      made.setUser(user);
    }
    return password.isEmpty() ? made : made.setPassword(password);
  }

  private static String[] account(URI uri) {
    String info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = info.indexOf(':');
    return new String[] {
      decoded(colon < 0 ? info : info.substring(0, colon)),
      decoded(colon < 0 ? "" : info.substring(colon + 1))
    };
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static NetClientOptions net(RedisConfig settings, boolean secure) {
    NetClientOptions net =
        new NetClientOptions()
            .setConnectTimeout((int) settings.connectTimeout().toMillis())
            .setTcpKeepAlive(true)
            .setTcpNoDelay(true);
    if (!secure) {
      return net;
    }
    RedisTls tls = settings.tls();
    net.setSsl(true)
        .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
        .setSslHandshakeTimeoutUnit(java.util.concurrent.TimeUnit.MILLISECONDS)
        .setHostnameVerificationAlgorithm(tls.verifyHost() ? "HTTPS" : "");
    tls.ca().ifPresent(ca -> net.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    if (tls.certificate().isPresent() && tls.key().isPresent()) {
      net.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertPath(tls.certificate().get().toString())
              .addKeyPath(tls.key().get().toString()));
    }
    return net;
  }

  /** The host and port that are asked first; no password. */
  String address() {
    return options.getEndpoints().getFirst().substring(scheme.length());
  }

  /** The client of the topology. */
  Redis main() {
    return main;
  }

  /** Drops every connection with whatever hangs on it. */
  synchronized void renew() {
    // the client asks the first address first, and waits for ever when that one is frozen
    List<String> endpoints = new ArrayList<>(options.getEndpoints());
    Collections.rotate(endpoints, -1);
    options.setEndpoints(endpoints);
    Redis old = main;
    main = Redis.createClient(vertx, options);
    old.close();
  }

  Future<Void> close() {
    return main.close();
  }
}
