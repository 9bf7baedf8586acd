package verticles;

import java.time.Instant;
import verticles.egress.EgressClient;
import verticles.grid.Grid;
import verticles.http.HealthPart;
import verticles.http.HealthPart.State;
import verticles.http.HealthPart.Status;
import verticles.postgres.PostgresProbe;
import verticles.postgres.PostgresState;
import verticles.redis.RedisServers;
import verticles.redis.RedisState;

/** What the health document says of the parts below the features. */
final class HealthParts {
  private HealthParts() {}

  static HealthPart grid(Grid grid, Instant since) {
    return new HealthPart(
        "grid",
        () -> {
          String members = "members: %d".formatted(grid.members().size());
          return grid.certificate()
              .filter(live -> !live.complaint().isEmpty())
              .map(
                  live ->
                      new State(
                          Status.DEGRADED,
                          members + "; the new files of grid.tls are not used; the log says why",
                          live.since()))
              .orElseGet(() -> new State(Status.UP, members, since));
        });
  }

  /** A host that is not asked for now makes a node degraded, never out of order. */
  static HealthPart egress(EgressClient egress, Instant since) {
    return new HealthPart(
        "egress",
        () -> {
          // strangers read this as well, so it names nobody
          int resting = egress.resting().size();
          return resting == 0
              ? new State(Status.UP, "", since)
              : new State(
                  Status.DEGRADED,
                  "other servers that failed too often and are not asked for now: " + resting,
                  since);
        });
  }

  static HealthPart database(PostgresProbe probe) {
    return new HealthPart("database", () -> state(probe.state()));
  }

  private static State state(PostgresState state) {
    return switch (state) {
      case PostgresState.Unknown unknown ->
          new State(Status.STARTING, "not asked yet", unknown.since());
      case PostgresState.Up up ->
          new State(
              up.inRecovery() ? Status.DEGRADED : Status.UP,
              up.inRecovery()
                  ? "PostgreSQL %s is a replica and takes no changes".formatted(up.version())
                  : "PostgreSQL %s".formatted(up.version()),
              up.since());
      case PostgresState.Down down ->
          new State(Status.DOWN, "PostgreSQL: " + down.reason(), down.since());
    };
  }

  /** A database that datasets read. Where it is down nothing else is: it makes a node degraded. */
  static HealthPart source(String name, PostgresProbe probe) {
    return new HealthPart("source " + name, () -> ofSource(probe.state()));
  }

  private static State ofSource(PostgresState state) {
    return state instanceof PostgresState.Up up
        ? new State(
            Status.UP,
            "PostgreSQL %s%s".formatted(up.version(), up.inRecovery() ? ", a replica" : ""),
            up.since())
        : state(state);
  }

  static HealthPart redis(RedisServers redis) {
    return new HealthPart("redis", () -> state(redis.state()));
  }

  private static State state(RedisState state) {
    return switch (state) {
      case RedisState.Disabled disabled ->
          new State(Status.DISABLED, "not configured", disabled.since());
      case RedisState.Up up -> new State(Status.UP, "", up.since());
      case RedisState.Partly partly ->
          new State(Status.DEGRADED, "Redis: " + partly.reason(), partly.since());
      case RedisState.Down down -> new State(Status.DOWN, "Redis: " + down.reason(), down.since());
    };
  }
}
