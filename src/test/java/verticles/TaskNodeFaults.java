package verticles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@code bench/tasks-faults} runs: packaged nodes that import trades all the time while one
 * thing after the other goes wrong, in an order that the seed decides. It ends with 1 when a
 * promise about tasks was broken.
 */
final class TaskNodeFaults {
  private final TaskCluster cluster;
  private final Random random;
  private final Map<UUID, String> acknowledged = new ConcurrentHashMap<>();
  private final TaskFaults faults;
  private int trades;
  private volatile boolean over;

  private TaskNodeFaults(TaskCluster cluster, Random random) {
    this.cluster = cluster;
    this.random = random;
    this.faults = new TaskFaults(cluster, random, this::askOnce);
  }

  /** Takes minutes, seed and the number of nodes. */
  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[1]);
    Path folder = Files.createTempDirectory("spinreserve-task-faults");
    List<String> wrong;
    try (TaskCluster cluster = TaskCluster.start(folder)) {
      TaskNodeFaults run = new TaskNodeFaults(cluster, new Random(seed));
      run.begin(Integer.parseInt(arguments[2]));
      run.run(Duration.ofMillis((long) (Double.parseDouble(arguments[0]) * 60_000)));
      wrong = run.verdict();
    }
    System.out.printf(
        "seed %d: %d broken promises%n%s%n", seed, wrong.size(), String.join("\n", wrong));
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private void begin(int nodes) {
    for (int i = 0; i < nodes; i++) {
      cluster.add(Map.of());
    }
    Thread.ofVirtual().start(this::ask);
  }

  private void ask() {
    while (!over) {
      askOnce();
      TaskFaults.pause(Duration.ofMillis(50));
    }
  }

  /** What is not acknowledged is no promise. */
  private synchronized Optional<UUID> askOnce() {
    String trade = "T" + ++trades;
    try {
      UUID task = cluster.importTrade(faults.any(), trade);
      acknowledged.put(task, trade);
      return Optional.of(task);
    } catch (IOException notAcknowledged) {
      return Optional.empty();
    }
  }

  private void run(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<TaskFaultKind> left = new ArrayList<>();
    do {
      if (left.isEmpty()) {
        left.addAll(Arrays.asList(TaskFaultKind.values()));
        Collections.shuffle(left, random);
      }
      TaskFaultKind fault = left.removeFirst();
      int before = acknowledged.size();
      System.out.printf("%s: %s%n", fault, faults.happen(fault));
      TaskFaults.pause(Duration.ofSeconds(2));
      faults.reviveTheDead();
      System.out.printf("  %d tasks were acknowledged meanwhile%n", acknowledged.size() - before);
    } while (System.nanoTime() < end);
  }

  private List<String> verdict() {
    over = true;
    TaskFaults.pause(Duration.ofSeconds(1));
    faults.await(
        "all is over",
        () ->
            cluster.number(
                    "SELECT (SELECT count(*) FROM task_ready) + (SELECT count(*) FROM task_deferred)"
                        + " + (SELECT count(*) FROM task_lease)")
                == 0);
    faults.wrong().addAll(cluster.violations(acknowledged));
    System.out.printf("%d tasks were acknowledged%n", acknowledged.size());
    return faults.wrong();
  }
}
