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
import verticles.testing.RunningNode;

/**
 * What {@code bench/tasks-faults} runs: packaged nodes that import trades all the time while one
 * thing after the other goes wrong, in an order that the seed decides. It ends with 1 when a
 * promise about tasks was broken.
 */
final class TaskNodeFaults {
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(12);
  private static final Duration LONGEST_END = Duration.ofMinutes(4);

  private final TaskCluster cluster;
  private final Random random;
  private final Map<UUID, String> acknowledged = new ConcurrentHashMap<>();
  private final TaskFaults faults;
  private final List<TaskFaultKind> kinds;
  private int trades;
  private volatile boolean over;

  private TaskNodeFaults(TaskCluster cluster, Random random, List<TaskFaultKind> kinds) {
    this.kinds = kinds;
    this.cluster = cluster;
    this.random = random;
    this.faults = new TaskFaults(cluster, random, this::ask);
  }

  /** Takes minutes, seed, the number of nodes, and the faults or {@code all}. */
  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[1]);
    Duration time = Duration.ofMillis((long) (Double.parseDouble(arguments[0]) * 60_000));
    long began = System.nanoTime();
    Duration most = (time.compareTo(LONGEST_ROUND) > 0 ? time : LONGEST_ROUND).plus(LONGEST_END);
    System.out.printf(
        "seed %d: each fault once, and again until %d minutes are over; the verdict comes after %d minutes at most%n",
        seed, time.toMinutes(), most.toMinutes());
    endAfter(most, seed);
    Path folder = Files.createTempDirectory("spinreserve-task-faults");
    List<String> wrong;
    try (TaskCluster cluster = TaskCluster.start(folder)) {
      TaskNodeFaults run = new TaskNodeFaults(cluster, new Random(seed), kinds(arguments[3]));
      run.begin(Integer.parseInt(arguments[2]));
      run.run(time);
      wrong = run.verdict();
    }
    tell(seed, Duration.ofNanos(System.nanoTime() - began), wrong);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private static List<TaskFaultKind> kinds(String names) {
    return names.equals("all")
        ? List.of(TaskFaultKind.values())
        : Arrays.stream(names.split(",")).map(TaskFaultKind::valueOf).toList();
  }

  private static void tell(long seed, Duration took, List<String> wrong) {
    System.out.printf(
        "verdict of seed %d after %d min %d s: %d broken promises%n%s%n",
        seed, took.toMinutes(), took.toSecondsPart(), wrong.size(), String.join("\n", wrong));
  }

  /** What never ends is a broken promise too. */
  private static void endAfter(Duration most, long seed) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              TaskFaults.pause(most);
              tell(seed, most, List.of("it did not end: the last line says what it waited for"));
              ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
              Runtime.getRuntime().halt(1);
            });
  }

  private void begin(int nodes) {
    for (int i = 0; i < nodes; i++) {
      cluster.add(Map.of());
    }
    Thread.ofVirtual().start(this::ask);
  }

  private void ask() {
    while (!over) {
      ask(faults.any(), "");
      TaskFaults.pause(Duration.ofMillis(50));
    }
  }

  /** What is not acknowledged is no promise. */
  private synchronized Optional<UUID> ask(RunningNode node, String more) {
    String trade = "T" + ++trades;
    try {
      UUID task = cluster.importTrade(node, trade, more);
      acknowledged.put(task, trade);
      return Optional.of(task);
    } catch (IOException notAcknowledged) {
      return Optional.empty();
    }
  }

  private void run(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<TaskFaultKind> left = new ArrayList<>(kinds);
    Collections.shuffle(left, random);
    boolean all = false;
    while (!all || System.nanoTime() < end) {
      if (left.isEmpty()) {
        left.addAll(kinds);
        Collections.shuffle(left, random);
      }
      TaskFaultKind fault = left.removeFirst();
      int before = acknowledged.size();
      System.out.printf("%s: ", fault);
      System.out.println(faults.happen(fault));
      TaskFaults.pause(Duration.ofSeconds(2));
      faults.reviveTheDead();
      System.out.printf("  %d tasks were acknowledged meanwhile%n", acknowledged.size() - before);
      all |= left.isEmpty();
    }
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
