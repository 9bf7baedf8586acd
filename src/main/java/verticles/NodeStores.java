package verticles;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import verticles.config.Secret;
import verticles.http.Health;
import verticles.postgres.PoolSettings;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresPool;
import verticles.postgres.PostgresProbe;
import verticles.postgres.PostgresTarget;
import verticles.postgres.ProbedPostgres;
import verticles.postgres.SourceConfig;
import verticles.redis.LocalRedis;
import verticles.redis.NoRedis;
import verticles.redis.RedisConfig;
import verticles.redis.RedisOpening;
import verticles.redis.RedisServers;
import verticles.secret.SealedSecrets;
import verticles.secret.Vault;

/**
 * The stores below the features.
 *
 * @param own the node's own PostgreSQL
 * @param sources every database that datasets read, by name; the own one is {@code postgres}
 * @param secrets sealed in the own one
 */
record NodeStores(
    Postgres own, Map<String, Postgres> sources, RedisServers redis, SealedSecrets secrets) {
  private static final String OWN = "postgres";

  /** Starts and connects the stores of a node, step by step. */
  record Opening(
      NodeConfig settings,
      Path data,
      Vertx vertx,
      Ladder ladder,
      Health health,
      InstantSource clock) {

    /** Waits for PostgreSQL as long as it takes; Redis may come later or never. */
    NodeStores open() throws Exception {
      NodeDatabase database =
          ladder.climb(
              "postgresql",
              () -> NodeDatabase.open(settings.postgres(), data),
              NodeDatabase::close);
      PostgresProbe probe =
          ladder.climb(
              "postgresql probe",
              () -> new PostgresProbe(vertx, database.target(), clock).start(),
              started -> started.close().await());
      health.watch(HealthParts.database(probe));
      probe.waitUntilUp().await();
      ladder.climb("migrations", database::migrate);
      RedisServers redis = openRedis();
      health.watch(HealthParts.redis(redis));
      Postgres own =
          new ProbedPostgres(openPool(OWN, database.target(), settings.postgres().pool()), probe);
      SealedSecrets secrets = new SealedSecrets(own, Vault.open(settings.secrets(), data));
      ladder.climb("secrets", () -> secrets.check().await());
      return new NodeStores(own, openSources(own), redis, secrets);
    }

    private RedisServers openRedis() throws Exception {
      RedisConfig config = settings.redis();
      Optional<Secret> address =
          config.isEmbedded()
              ? Optional.of(
                  ladder.climb("redis", () -> LocalRedis.start(data), LocalRedis::stop).address())
              : config.address();
      return ladder.climb(
          "redis connection",
          () ->
              address.isPresent()
                  ? RedisOpening.open(vertx, config, address.get(), clock)
                  : new NoRedis(clock),
          connection -> connection.close().await());
    }

    private Map<String, Postgres> openSources(Postgres own) throws Exception {
      Map<String, Postgres> sources = new HashMap<>();
      sources.put(OWN, own);
      for (var source : settings.sources().entrySet()) {
        SourceConfig config = source.getValue();
        PostgresProbe probe =
            ladder.climb(
                "probe of " + source.getKey(),
                () -> new PostgresProbe(vertx, config.target(), clock).start(),
                started -> started.close().await());
        health.watch(HealthParts.source(source.getKey(), probe));
        Postgres pool = openPool(source.getKey(), config.target(), config.pool());
        sources.put(source.getKey(), new ProbedPostgres(pool, probe));
      }
      return sources;
    }

    private PostgresPool openPool(String name, PostgresTarget target, PoolSettings pool)
        throws Exception {
      return ladder.climb(
          "pool " + name,
          () -> new PostgresPool(vertx, target, pool),
          opened -> opened.close().await());
    }
  }
}
