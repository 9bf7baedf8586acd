package verticles;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import verticles.grid.Grid;
import verticles.http.HealthPart;
import verticles.http.HealthPart.State;
import verticles.http.HealthPart.Status;
import verticles.http.HttpFront;
import verticles.limit.LimitMode;
import verticles.limit.Limiter;
import verticles.redis.RedisServers;
import verticles.redis.RedisState;

/** Opens the limiter of a node, and says how it is. */
record NodeLimits(
    NodeConfig settings, Grid grid, RedisServers redis, MeterRegistry meters, InstantSource clock) {
  private static final long TEND_MILLIS = 1000;

  Limiter open(Vertx vertx, Ladder ladder) throws Exception {
    Limiter limiter =
        new Limiter(
            settings.limits(),
            redis,
            settings.cache().shared().prefix(),
            () -> grid.members().size(),
            meters,
            clock);
    ladder.climb(
        "limits", () -> vertx.setPeriodic(TEND_MILLIS, tick -> limiter.tend()), vertx::cancelTimer);
    return limiter;
  }

  HealthPart part(Limiter limiter, HttpFront front) {
    return new HealthPart("limits", () -> state(limiter, front));
  }

  private State state(Limiter limiter, HttpFront front) {
    String rest =
        "; refused since the start: %d; %s"
            .formatted(limiter.refused(), front.connectionsInWords());
    return switch (limiter.mode()) {
      case LimitMode.Shared shared ->
          new State(Status.UP, "counted in Redis for all nodes" + rest, shared.since());
      case LimitMode.Local local ->
          new State(
              redis.state() instanceof RedisState.Disabled ? Status.UP : Status.DEGRADED,
              "counted on each node, its share of %d nodes".formatted(local.nodes()) + rest,
              local.since());
    };
  }
}
