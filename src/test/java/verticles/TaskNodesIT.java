package verticles;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.until;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.testing.RunningNode;
import verticles.testing.Signals;

/**
 * Packaged nodes with the lease of the configuration that ships: one is killed in mid-task, the
 * next one is paused until its lease is gone, and at the end one owner asks for ten thousand. It is
 * one story, because starting nodes takes long; {@code bench/tasks-faults} is the long one.
 */
class TaskNodesIT {
  @TempDir private Path folder;

  @Test
  void what_is_asked_for_is_done_once_whoever_is_killed_or_paused_and_nobody_starves()
      throws Exception {
    try (TaskCluster cluster = TaskCluster.start(folder)) {
      RunningNode killed = cluster.add(Map.of());
      UUID first;
      try (Connection held = cluster.holdImports()) {
        first = cluster.importTrade(killed, "T1");
        String its = until("it runs", () -> cluster.holder(first), node -> !node.isEmpty());
        cluster.add(Map.of());
        killed.kill();
        until(
            "it runs elsewhere",
            () -> cluster.holder(first),
            node -> !node.isEmpty() && !node.equals(its));
      }
      RunningNode paused = cluster.nodes().getLast();
      awaitSuccess(cluster, first);

      UUID second;
      try (Connection held = cluster.holdImports()) {
        second = cluster.importTrade(paused, "T2");
        String its = until("it runs", () -> cluster.holder(second), node -> !node.isEmpty());
        cluster.add(Map.of());
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
      UUID single = cluster.importTrade(cluster.nodes().getLast(), "T3");
      awaitSuccess(cluster, single);

      assertThat(cluster.number(OVERTAKEN.formatted(single))).isLessThan(40);
      assertThat(cluster.violations(Map.of(first, "T1", second, "T2", single, "T3"))).isEmpty();
      assertThat(cluster.number("SELECT crashes FROM task WHERE task_id = '" + first + "'"))
          .isOne();
    }
  }

  private static final String ENDED_OF_FLOOD =
      "SELECT count(*) FROM task WHERE owner = 'flood' AND state = 'failed'";

  /** How many of the flood began between the time a task could run and the time it did. */
  private static final String OVERTAKEN =
      """
      SELECT count(*) FROM task f, task t
      WHERE f.owner = 'flood' AND t.task_id = '%s' AND f.started_at BETWEEN t.ready_at AND t.started_at
      """;

  private static void awaitSuccess(TaskCluster cluster, UUID task) {
    until(
        "it succeeded",
        () -> cluster.strings("SELECT state FROM task WHERE task_id = '" + task + "'").getFirst(),
        "succeeded"::equals);
  }
}
