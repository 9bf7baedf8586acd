package verticles.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What the states of a Cluster's masters say of the whole. */
final class ClusterState {
  private ClusterState() {}

  /**
   * The state of all.
   *
   * @param masters at least one
   * @param whole whether every key belongs to one of them
   * @param begun since when it is so where no master says
   */
  static RedisState of(List<RedisState> masters, boolean whole, Instant begun) {
    List<RedisState.Down> down =
        masters.stream()
            .filter(RedisState.Down.class::isInstance)
            .map(RedisState.Down.class::cast)
            .toList();
    if (down.size() == masters.size()) {
      return new RedisState.Down(latest(masters), down.getFirst().reason());
    }
    if (!down.isEmpty()) {
      return new RedisState.Partly(
          latest(down),
          "%d of %d masters: %s".formatted(down.size(), masters.size(), down.getFirst().reason()));
    }
    return whole
        ? new RedisState.Up(latest(masters), slowest(masters))
        : new RedisState.Partly(begun, "some slots belong to no master");
  }

  private static Instant latest(List<? extends RedisState> states) {
    return states.stream().map(RedisState::since).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static Duration slowest(List<RedisState> masters) {
    return masters.stream()
        .map(state -> state instanceof RedisState.Up up ? up.latency() : Duration.ZERO)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
