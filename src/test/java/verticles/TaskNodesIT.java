package verticles;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.until;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.testing.RunningNode;
import verticles.testing.Signals;
import verticles.testing.WrongClock;

/**
 * Packaged nodes with the lease of the configuration that ships: one is killed in mid-task, the
 * next one, whose clock is a minute ahead, is paused until its lease is gone, a third one's clock
 * is a minute behind, and at the end one owner asks for ten thousand. It is one story, because
 * starting nodes takes long; {@code bench/tasks-faults} is the long one.
 */
class TaskNodesIT {
  @TempDir private Path folder;

  @Test
  void what_is_asked_for_is_done_once_whoever_is_killed_or_paused_and_nobody_starves()
      throws Exception {
    try (TaskCluster cluster = TaskCluster.start(folder)) {
      RunningNode killed = cluster.add(Map.of());
      cluster.upstream.hold();
      String rows = cluster.upstream.renew();
      UUID sync = cluster.sync(killed, "slow");
      UUID first;
      try (Connection held = cluster.holdImports()) {
        first = cluster.importTrade(killed, "T1");
        String its = until("it runs", () -> cluster.holder(first), node -> !node.isEmpty());
        cluster.add(WrongClock.by(Duration.ofMinutes(1)));
        until("half of it is pulled", () -> cluster.synced(rows) == 100L * TaskUpstream.HELD_AFTER);
        killed.kill();
        until(
            "it runs elsewhere",
            () -> cluster.holder(first),
            node -> !node.isEmpty() && !node.equals(its));
      }
      RunningNode paused = cluster.nodes().getLast();
      awaitSuccess(cluster, first);
      cluster.upstream.release();
      awaitSuccess(cluster, sync);
      assertThat(cluster.synced(rows)).isEqualTo(TaskUpstream.ROWS);
      assertThat(
              cluster.strings("SELECT result FROM task WHERE task_id = '" + sync + "'").getFirst())
          .contains("\"inserted\": " + TaskUpstream.ROWS, "\"unchanged\": 0");
      assertThat(cluster.upstream.asked).containsOnlyOnce(1);

      UUID second;
      try (Connection held = cluster.holdImports()) {
        second = cluster.importTrade(paused, "T2");
        String its = until("it runs", () -> cluster.holder(second), node -> !node.isEmpty());
        cluster.add(WrongClock.by(Duration.ofMinutes(-1)));
        Signals.freeze(paused.process().pid());
        until(
            "it runs elsewhere",
            () -> cluster.holder(second),
            node -> !node.isEmpty() && !node.equals(its));
        Signals.thaw(paused.process().pid());
      }
      awaitSuccess(cluster, second);

      cluster.strings(
          "SELECT task_enqueue_all('default', 'flood', 'market.import', 2::smallint, 0, (SELECT jsonb_agg("
              + "jsonb_build_object('file', gen_random_uuid(), 'kind', 'trades')) FROM generate_series(1, 10000)))");
      until("the flood runs", () -> cluster.number(ENDED_OF_FLOOD) > 10);
      RunningNode behind = cluster.nodes().getLast();
      // it takes no token before its own clock says that there is one
      UUID single =
          until("its clock goes on", () -> taken(cluster, behind, "T3"), Optional::isPresent).get();
      awaitSuccess(cluster, single);
      UUID late = cluster.importTrade(behind, "T4", "\"delaySeconds\": 2,");
      UUID early = cluster.importTrade(paused, "T5", "\"delaySeconds\": 2,");

      assertThat(cluster.number(OVERTAKEN.formatted(single))).isLessThan(40);
      for (UUID delayed : List.of(late, early)) {
        awaitSuccess(cluster, delayed);
        // neither clock that is a minute wrong counts
        assertThat(cluster.number(WAITED.formatted(delayed))).isBetween(2L, 30L);
      }
      assertThat(
              cluster.violations(
                  Map.of(first, "T1", second, "T2", single, "T3", late, "T4", early, "T5")))
          .isEmpty();
      assertThat(cluster.number("SELECT crashes FROM task WHERE task_id = '" + first + "'"))
          .isOne();
    }
  }

  private static final String ENDED_OF_FLOOD =
      "SELECT count(*) FROM task WHERE owner = 'flood' AND state = 'failed'";

  private static final String WAITED =
      "SELECT floor(extract(epoch FROM started_at - created_at))::int FROM task WHERE task_id = '%s'";

  /** What a node has taken in; empty when it did not. */
  private static Optional<UUID> taken(TaskCluster cluster, RunningNode node, String trade) {
    try {
      return Optional.of(cluster.importTrade(node, trade));
    } catch (IOException refused) {
      return Optional.empty();
    }
  }

  /** How many of the flood began between the time a task could run and the time it did. */
  private static final String OVERTAKEN =
      """
      SELECT count(*) FROM task f, task t
      WHERE f.owner = 'flood' AND t.task_id = '%s' AND f.started_at BETWEEN t.ready_at AND t.started_at
      """;

  private static void awaitSuccess(TaskCluster cluster, UUID task) {
    until(
        "it succeeded",
        () ->
            cluster
                .strings("SELECT state || ' ' || attempts FROM task WHERE task_id = '" + task + "'")
                .getFirst(),
        state -> state.startsWith("succeeded"));
  }
}
