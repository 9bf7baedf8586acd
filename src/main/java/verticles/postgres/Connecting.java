package verticles.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The options of connections and pools, with nothing left unbounded. */
final class Connecting {
  private static final int STATEMENTS_KEPT = 256;
  private static final int LONGEST_KEPT_STATEMENT = 32 << 10;
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private Connecting() {}

  /**
   * How long nothing may come from a connection of such a pool: longer than any answer takes. It is
   * the only limit on a handshake with a frozen server.
   */
  static Duration silenceOf(PoolSettings settings) {
    return settings.queryDeadline().plus(MARGIN);
  }

  static Pool pool(
      Vertx vertx, PostgresTarget target, PoolSettings settings, Duration longestSilence) {
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(settings.maxConnections())
            .setMaxWaitQueueSize(settings.maxWaiting())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setConnectionTimeout(millis(settings.connectTimeout()))
            .setMaxLifetimeUnit(TimeUnit.MILLISECONDS)
            .setMaxLifetime(jittered(settings.maxLifetime()))
            // an idle connection leaves the pool before its silence would close it
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(millis(longestSilence.multipliedBy(3).dividedBy(4)))
            .setPoolCleanerPeriod(500);
    return PgBuilder.pool()
        .with(options)
        .with(transport(settings.connectTimeout(), longestSilence))
        .connectingTo(options(target, settings.statementTimeout()))
        .using(vertx)
        .build();
  }

  static NetClientOptions transport(Duration connectTimeout, Duration longestSilence) {
    return new NetClientOptions()
        .setConnectTimeout(millis(connectTimeout))
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(millis(longestSilence))
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setReadIdleTimeout(millis(longestSilence));
  }

  static PgConnectOptions options(PostgresTarget target, Duration statementTimeout) {
    return new PgConnectOptions()
        .setHost(target.host())
        .setPort(target.port())
        .setDatabase(target.database())
        .setUser(target.user())
        .setPassword(target.password().reveal())
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(STATEMENTS_KEPT)
        .setPreparedStatementCacheSqlLimit(LONGEST_KEPT_STATEMENT)
        .setReconnectAttempts(0)
        .addProperty("application_name", "spinreserve")
        .addProperty("TimeZone", "UTC")
        .addProperty("statement_timeout", Long.toString(statementTimeout.toMillis()));
  }

  /** Nodes that started together must not reconnect together. */
  private static int jittered(Duration lifetime) {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            lifetime.toMillis() * ThreadLocalRandom.current().nextDouble(0.9, 1.1));
  }

  static int millis(Duration duration) {
    return (int) Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
  }
}
