package verticles.security;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.Postgres;

/** Clears away what is over: revocations, sessions, keys, counted failures. Any node may do it. */
public final class Upkeep {
  private static final Logger LOGGER = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** A node that is gone replaces no key: whoever stays ends it in its place. */
  private static final String END_KEYS_OF_THE_GONE =
      """
      UPDATE signing_key SET over_at = clock_timestamp()
        + CASE WHEN replace_at_once THEN 0 ELSE %d END * interval '1 second'
      WHERE replace_asked_at < clock_timestamp() - interval '1 minute' AND over_at IS NULL
      """;

  private static final List<String> STATEMENTS =
      List.of(
          "DELETE FROM revocation WHERE expires_at < clock_timestamp()",
          "DELETE FROM session WHERE least(ends_at, idle_until, ended_at)"
              + " < clock_timestamp() - interval '7 days'",
          // kept for long: a node that was away must find that its key is over
          "DELETE FROM signing_key WHERE over_at < clock_timestamp() - interval '400 days'",
          "DELETE FROM sign_in_failure WHERE failed_at < clock_timestamp() - interval '1 hour'");

  private final Postgres postgres;
  private final SecurityConfig config;

  /** The upkeep of that database. */
  public Upkeep(Postgres postgres, SecurityConfig config) {
    this.postgres = postgres;
    this.config = config;
  }

  /** Each minute from now on; answers the timer. */
  public long start(Vertx vertx) {
    return vertx.setPeriodic(EVERY.toMillis(), tick -> clear());
  }

  private void clear() {
    run(END_KEYS_OF_THE_GONE.formatted(config.tokenLifetime().toSeconds()));
    STATEMENTS.forEach(this::run);
  }

  private void run(String sql) {
    postgres
        .query(sql, Tuple.tuple())
        .onFailure(thrown -> LOGGER.atDebug().setCause(thrown).log("nothing was cleared away"));
  }
}
