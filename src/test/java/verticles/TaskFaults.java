package verticles;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import verticles.testing.RunningNode;
import verticles.testing.Signals;

/** Lets one thing go wrong with nodes that run tasks, and says what came of it. */
final class TaskFaults {
  /** Asks a node for an import of a trade; empty when that is not acknowledged. */
  interface Asking {
    Optional<UUID> ask(RunningNode node, String more);
  }

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final TaskCluster cluster;
  private final Random random;
  private final Asking ask;
  private final TaskIlls ill;
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

  TaskFaults(TaskCluster cluster, Random random, Asking ask) {
    this.cluster = cluster;
    this.random = random;
    this.ask = ask;
    this.ill = new TaskIlls(cluster, this);
  }

  /** The promises that were broken so far. */
  List<String> wrong() {
    return wrong;
  }

  /** Blocks until it is mended; answers what was seen. */
  String happen(TaskFaultKind fault) throws Exception {
    return switch (fault) {
      case KILLED -> killed();
      case PAUSED -> frozen(living().getFirst().process().pid(), 9_000);
      case POSTGRES_FROZEN -> frozen(cluster.postgresPid(), 8_000);
      case POSTGRES_RESTARTED -> {
        cluster.restartPostgres();
        yield "stopped and started";
      }
      case FLOOD -> flood();
      case SYNC_KILLED -> ill.syncKilled();
      case MEMORY -> ill.memory();
      case CLOCK -> ill.clock();
    };
  }

  private String killed() throws SQLException {
    List<String> held;
    try (Connection imports = cluster.holdImports()) {
      await("imports run", () -> cluster.number("SELECT count(*) FROM task_lease") >= 2);
      held = cluster.strings("SELECT task_id FROM task_lease");
      // one that holds some of them
      String node = cluster.strings("SELECT node FROM task_lease LIMIT 1").getFirst();
      cluster.process(node).orElseGet(() -> living().getFirst()).kill();
    }
    long killed = System.nanoTime();
    await(
        "what was held is over",
        () ->
            cluster.number(
                    "SELECT count(*) FROM task_lease WHERE task_id IN ('"
                        + String.join("','", held)
                        + "')")
                == 0);
    Duration took = Duration.ofNanos(System.nanoTime() - killed);
    if (took.toMillis() > 10_000) {
      wrong.add("after a kill it took " + took + " to resume");
    }
    return "%d tasks were held; all went on after %,d ms".formatted(held.size(), took.toMillis());
  }

  private static String frozen(long pid, long millis) {
    Signals.freeze(pid);
    try {
      pause(Duration.ofMillis(millis));
    } finally {
      Signals.thaw(pid);
    }
    return "stood still for %,d ms".formatted(millis);
  }

  private String flood() {
    cluster.strings(
        "SELECT task_enqueue_all('default', 'flood', 'market.import', 2::smallint, 0, (SELECT jsonb_agg("
            + "jsonb_build_object('file', gen_random_uuid(), 'kind', 'trades')) FROM generate_series(1, 10000)))");
    Optional<UUID> single = ask.ask(any(), "");
    if (single.isEmpty()) {
      return "the other task was not taken in";
    }
    long begun = System.nanoTime();
    await("the single one is over", () -> isOver(single.get()));
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    if (millis > 10_000) {
      wrong.add("beside a flood a task took " + millis + " ms");
    }
    cluster.strings(
        "WITH gone AS (DELETE FROM task_ready r USING task t WHERE t.task_id = r.task_id"
            + " AND t.owner = 'flood' RETURNING 1) SELECT count(*) FROM gone");
    return "beside it a task took %,d ms".formatted(millis);
  }

  boolean isOver(UUID task) {
    return cluster
        .strings("SELECT state FROM task WHERE task_id = '" + task + "'")
        .getFirst()
        .equals("succeeded");
  }

  /** Starts the dead ones again, as a supervisor does; answers how many there were. */
  int reviveTheDead() {
    int dead = 0;
    for (RunningNode node : List.copyOf(cluster.nodes())) {
      if (!node.process().isAlive()) {
        dead++;
        cluster.nodes().remove(node);
        cluster.add(Map.of());
      }
    }
    return dead;
  }

  private List<RunningNode> living() {
    List<RunningNode> living =
        new ArrayList<>(cluster.nodes().stream().filter(node -> node.process().isAlive()).toList());
    Collections.shuffle(living, random);
    return living;
  }

  /** The task that a node has taken in for so many seconds from now. */
  Optional<UUID> delayed(RunningNode node, int seconds) {
    return ask.ask(node, "\"delaySeconds\": %d,".formatted(seconds));
  }

  RunningNode any() {
    List<RunningNode> nodes = List.copyOf(cluster.nodes());
    return nodes.get((int) (Math.random() * nodes.size()));
  }

  /** Waits for what must come about; it is a broken promise when it does not. */
  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        wrong.add("not in time: " + what);
        return;
      }
      pause(Duration.ofMillis(50));
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
