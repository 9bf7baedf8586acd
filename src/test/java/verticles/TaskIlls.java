package verticles;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import verticles.testing.RunningNode;
import verticles.testing.WrongClock;

/**
 * Faults of single tasks and nodes: a pull that is cut, one that takes all memory, a wrong clock.
 */
final class TaskIlls {
  private static final int CRASHES = 3;
  private static final long LONGEST_DELAY = 30;

  private final TaskCluster cluster;
  private final TaskFaults faults;
  private int clocks;

  TaskIlls(TaskCluster cluster, TaskFaults faults) {
    this.cluster = cluster;
    this.faults = faults;
  }

  private void wrong(String what) {
    faults.wrong().add(what);
  }

  /** Asks one node after the other, since some may be in trouble. */
  private UUID sync(String source) {
    AtomicReference<UUID> task = new AtomicReference<>();
    faults.await(
        source + " is asked for",
        () -> {
          try {
            task.set(cluster.sync(faults.any(), source));
          } catch (IOException notAcknowledged) {
            TaskFaults.pause(Duration.ofSeconds(1));
          }
          return task.get() != null;
        });
    return Objects.requireNonNull(task.get(), "no node takes a task in");
  }

  String syncKilled() {
    cluster.upstream.hold();
    String rows = cluster.upstream.renew();
    UUID task = sync("slow");
    faults.await("a part is pulled", () -> cluster.synced(rows) == 100L * TaskUpstream.HELD_AFTER);
    Optional<RunningNode> victim = cluster.process(cluster.holder(task));
    victim.ifPresent(RunningNode::kill);
    long killed = System.nanoTime();
    cluster.upstream.release();
    faults.await("the pull is over", () -> faults.isOver(task));
    long took = Duration.ofNanos(System.nanoTime() - killed).toMillis();
    String result = result(task);
    if (victim.isEmpty()) {
      wrong("nobody knows the node of a pull");
    }
    if (cluster.synced(rows) != TaskUpstream.ROWS
        || !result.contains("\"inserted\": " + TaskUpstream.ROWS)
        || !result.contains("\"updated\": 0")) {
      wrong("a pull left %d rows and says %s".formatted(cluster.synced(rows), result));
    }
    if (cluster.upstream.asked.stream().filter(page -> page == 1).count() != 1) {
      wrong("a pull began anew: " + cluster.upstream.asked);
    }
    return "all of %,d rows once, %,d ms after the kill; pages asked for: %s"
        .formatted(TaskUpstream.ROWS, took, ranges(cluster.upstream.asked));
  }

  private static String ranges(List<Integer> pages) {
    int again = 1;
    while (again < pages.size() && pages.get(again) > pages.get(again - 1)) {
      again++;
    }
    return again == pages.size()
        ? "1 to " + pages.getLast()
        : "1 to %d, then %d to %d"
            .formatted(pages.get(again - 1), pages.get(again), pages.getLast());
  }

  private String result(UUID task) {
    return cluster.strings("SELECT result FROM task WHERE task_id = '" + task + "'").getFirst();
  }

  String memory() {
    UUID task = sync("huge");
    long begun = System.nanoTime();
    int[] deaths = {0};
    faults.await(
        "what takes all memory is quarantined",
        () -> {
          deaths[0] += faults.reviveTheDead();
          return state(task).equals("quarantined");
        });
    long crashes = cluster.number("SELECT crashes FROM task WHERE task_id = '" + task + "'");
    if (crashes != CRASHES || deaths[0] < 1) {
      wrong(
          "a task that takes all memory: %d crashes, %d dead nodes".formatted(crashes, deaths[0]));
    }
    return "quarantined after %d crashes and %d nodes that ended themselves, in %,d ms"
        .formatted(crashes, deaths[0], Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  private String state(UUID task) {
    return cluster.strings("SELECT state FROM task WHERE task_id = '" + task + "'").getFirst();
  }

  String clock() {
    Duration ahead = Duration.ofMinutes(clocks++ % 2 == 0 ? 1 : -1);
    RunningNode right = cluster.nodes().getFirst();
    right.kill();
    cluster.nodes().remove(right);
    RunningNode wrong = cluster.add(WrongClock.by(ahead));
    Optional<UUID> delayed = Optional.empty();
    for (int attempt = 0; delayed.isEmpty() && attempt < 60; attempt++) {
      // one that is behind takes no token before its own clock says that there is one
      delayed = faults.delayed(wrong, 3);
      TaskFaults.pause(Duration.ofSeconds(1));
    }
    if (delayed.isEmpty()) {
      wrong("a node whose clock is wrong takes nothing in");
      return "nothing was taken in";
    }
    UUID task = delayed.get();
    faults.await("the delayed one is over", () -> faults.isOver(task));
    long waited =
        cluster.number(
            "SELECT floor(extract(epoch FROM started_at - created_at))::int FROM task WHERE task_id = '"
                + task
                + "'");
    if (waited < 3 || waited > LONGEST_DELAY) {
      wrong("a delay of 3 s took %d s".formatted(waited));
    }
    return "a node of which the clock is %+d s joined; a delay of 3 s took %d s there"
        .formatted(ahead.toSeconds(), waited);
  }
}
