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
  private static final Duration IDLE = Duration.ofMinutes(5);

  private Connecting() {}

  static Pool pool(Vertx vertx, PostgresTarget target, PoolSettings settings) {
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(settings.maxConnections())
            .setMaxWaitQueueSize(settings.maxWaiting())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setConnectionTimeout(millis(settings.connectTimeout()))
            .setMaxLifetimeUnit(TimeUnit.MILLISECONDS)
            .setMaxLifetime(jittered(settings.maxLifetime()))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(millis(IDLE))
            .setPoolCleanerPeriod(1000);
    return PgBuilder.pool()
        .with(options)
        .with(transport(settings.connectTimeout(), settings.queryDeadline()))
        .connectingTo(options(target, settings.statementTimeout()))
        .using(vertx)
        .build();
  }

  static NetClientOptions transport(Duration connectTimeout, Duration unacknowledged) {
    return new NetClientOptions()
        .setConnectTimeout(millis(connectTimeout))
        .setTcpKeepAlive(true)
        // a host that vanished in mid-handshake is noticed by nothing else
        .setTcpUserTimeout(millis(unacknowledged));
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
