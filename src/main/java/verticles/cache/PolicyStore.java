package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.Postgres;

/** Keeps the policies that were changed in PostgreSQL, with a version each. */
final class PolicyStore {
  private static final String ALL = "SELECT name, version, policy FROM cache_policy";

  /** The version decides who comes first when two change the same policy. */
  private static final String CHANGE =
      """
      INSERT INTO cache_policy (name, version, policy) VALUES ($1, $2::bigint + 1, $3)
      ON CONFLICT (name) DO UPDATE SET version = $2::bigint + 1, policy = $3, changed_at = now()
      WHERE cache_policy.version = $2::bigint
      RETURNING version
      """;

  private final Postgres postgres;

  PolicyStore(Postgres postgres) {
    this.postgres = postgres;
  }

  Future<List<NamedPolicy>> all() {
    return postgres
        .query(ALL, Tuple.tuple())
        .map(
            rows -> {
              List<NamedPolicy> policies = new ArrayList<>();
              rows.forEach(row -> policies.add(policy(row)));
              return policies;
            });
  }

  private static NamedPolicy policy(Row row) {
    return new NamedPolicy(
        row.getString("name"), read(row.getJsonObject("policy")), row.getLong("version"));
  }

  /**
   * Changes a policy.
   *
   * @param present as this node knows it
   * @param expected the version to be replaced; 0: the present one
   */
  Future<NamedPolicy> change(NamedPolicy present, CacheConfig.Policy policy, long expected) {
    long version = expected == 0 ? present.version() : expected;
    Tuple values = Tuple.of(present.name(), version, written(policy));
    return postgres
        .query(CHANGE, values)
        .compose(
            rows ->
                rows.size() == 1 && (expected == 0 || expected == present.version())
                    ? Future.succeededFuture(new NamedPolicy(present.name(), policy, version + 1))
                    : Future.failedFuture(
                        FailureException.of(
                            Failure.PRECONDITION,
                            "The policy %s was changed meanwhile; read it again."
                                .formatted(present.name()))));
  }

  private static JsonObject written(CacheConfig.Policy policy) {
    return new JsonObject()
        .put("freshMillis", policy.fresh().toMillis())
        .put("staleWhileRevalidateMillis", policy.staleWhileRevalidate().toMillis())
        .put("staleIfErrorMillis", policy.staleIfError().toMillis())
        .put("negativeMillis", policy.negative().toMillis())
        .put("jitter", policy.jitter())
        .put("eager", policy.eager())
        .put("softTimeoutMillis", policy.softTimeout().toMillis())
        .put("hardTimeoutMillis", policy.hardTimeout().toMillis())
        .put("near", policy.near())
        .put("shared", policy.shared())
        .put("compress", policy.compress())
        .put("adaptive", policy.adaptive())
        .put("shortestMillis", policy.shortest().toMillis())
        .put("longestMillis", policy.longest().toMillis());
  }

  private static CacheConfig.Policy read(JsonObject policy) {
    return new CacheConfig.Policy(
        millis(policy, "freshMillis"),
        millis(policy, "staleWhileRevalidateMillis"),
        millis(policy, "staleIfErrorMillis"),
        millis(policy, "negativeMillis"),
        policy.getInteger("jitter"),
        policy.getInteger("eager"),
        millis(policy, "softTimeoutMillis"),
        millis(policy, "hardTimeoutMillis"),
        policy.getBoolean("near", true),
        policy.getBoolean("shared"),
        policy.getBoolean("compress", true),
        policy.getBoolean("adaptive"),
        millis(policy, "shortestMillis"),
        millis(policy, "longestMillis"));
  }

  private static Duration millis(JsonObject policy, String name) {
    return Duration.ofMillis(policy.getLong(name));
  }
}
