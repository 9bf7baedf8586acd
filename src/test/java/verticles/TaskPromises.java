package verticles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is promised of tasks that nodes run, looked up in their database when all are over. */
record TaskPromises(TaskCluster cluster) {
  /** Each attempt that was over, and whether the numbers of a task fit together. */
  private static final String WRONG =
      """
      WITH tried AS (
        SELECT t.task_id, t.type, t.state, t.epoch,
          task_attempts(t.attempts, t.state, t.epoch, t.node, t.started_at, t.finished_at, t.error, t.log) AS attempts
        FROM task t WHERE t.owner <> 'flood')
      SELECT task_id || ' is ' || state || ' after ' || attempts FROM tried
      WHERE (state <> 'succeeded' AND type = 'market.import')
        OR (SELECT count(*) FROM jsonb_array_elements(attempts) a WHERE a ->> 'outcome' = 'succeeded')
          <> (state = 'succeeded')::int
        OR (SELECT count(DISTINCT a ->> 'number') FROM jsonb_array_elements(attempts) a) <> jsonb_array_length(attempts)
        OR (attempts -> -1 ->> 'number')::int <> epoch
      """;

  /** What is wrong with the tasks, which must all be over: nothing, when every promise was kept. */
  List<String> violations(Map<UUID, String> acknowledged) {
    List<String> wrong = new ArrayList<>(cluster.strings(WRONG));
    List<String> known = cluster.strings("SELECT task_id FROM task");
    List<String> trades = cluster.strings("SELECT trade_id FROM trade");
    acknowledged.forEach(
        (task, trade) -> {
          if (!known.contains(task.toString())) {
            wrong.add(task + " was acknowledged and is lost");
          }
          if (trades.stream().filter(trade::equals).count() != 1) {
            wrong.add(task + " should have left the trade " + trade + " once");
          }
        });
    if (cluster.number(
            "SELECT count(*) FROM task_lease l JOIN task t ON t.task_id = l.task_id WHERE t.owner <> 'flood'")
        > 0) {
      wrong.add("somebody still holds a task");
    }
    return wrong;
  }
}
