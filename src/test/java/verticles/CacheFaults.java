package verticles;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import verticles.testing.TestProxy;
import verticles.testing.TestRedis;

/**
 * What {@code bench/faults} runs: nodes that are read and written all the time while one thing
 * after the other goes wrong, in an order that the seed decides. It ends with 1 when a promise was
 * broken.
 */
final class CacheFaults {
  private static final int ITEMS = 150;
  private static final int WRITERS = 3;
  private static final int READERS = 3;
  private static final Duration HARD_TIMEOUT = Duration.ofSeconds(4);

  private final ItemCluster cluster;
  private final Faults faults;
  private final Random random;
  private final FaultVerdict verdict = new FaultVerdict(HARD_TIMEOUT.plusSeconds(1));
  private final List<ItemHistory> histories = new ArrayList<>();
  private final LongAdder changes = new LongAdder();

  private CacheFaults(ItemCluster cluster, Faults faults, Random random) {
    this.cluster = cluster;
    this.faults = faults;
    this.random = random;
  }

  /** Takes minutes, seed and the number of nodes. */
  public static void main(String[] arguments) throws Exception {
    double minutes = Double.parseDouble(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    int nodes = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("spinreserve-faults");
    Random random = new Random(seed);
    Vertx vertx = Vertx.vertx();
    FaultVerdict verdict;
    try (TestRedis redis = TestRedis.start(folder, "--maxmemory-policy", "noeviction");
        TestProxy proxy = new TestProxy(vertx, new NetServerOptions(), redis.port());
        ItemCluster cluster =
            ItemCluster.start(folder, "redis://127.0.0.1:" + proxy.port(), nodes)) {
      CacheFaults run = new CacheFaults(cluster, new Faults(cluster, redis, proxy, random), random);
      run.prepare();
      verdict = run.run(Duration.ofMillis((long) (minutes * 60_000)));
    }
    System.out.printf("seed %d, %d nodes%n%n%s%n", seed, nodes, verdict.table());
    System.exit(verdict.violations().isEmpty() ? 0 : 1);
  }

  /** Every other item is of the dataset that may serve what is stale. */
  static String dataset(int n) {
    return n % 2 == 0 ? "item" : "plain";
  }

  private void prepare() throws Exception {
    for (int n = 0; n < ITEMS; n++) {
      cluster.item("0", 0);
      histories.add(new ItemHistory());
    }
    for (String policy : List.of("simple", "usage")) {
      var answer =
          cluster.put(
              cluster.nodes().getFirst(),
              "/api/v1/performance/cache/policies/" + policy,
              "{\"hardTimeoutMs\":%d}".formatted(HARD_TIMEOUT.toMillis()));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.body());
      }
    }
  }

  private FaultVerdict run(Duration length) throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Runnable> stops = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Random own = new Random(random.nextLong());
      ItemWriter writer = new ItemWriter(cluster, histories, i, WRITERS, own, changes);
      stops.add(writer::stop);
      threads.add(Thread.ofPlatform().start(writer));
    }
    for (int i = 0; i < READERS * cluster.nodes().size(); i++) {
      Random own = new Random(random.nextLong());
      int node = i % cluster.nodes().size();
      ItemReader reader = new ItemReader(cluster, histories, node, verdict, own);
      stops.add(reader::stop);
      threads.add(Thread.ofPlatform().start(reader));
    }
    Thread.sleep(5_000);
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      List<FaultKind> order = new ArrayList<>(Arrays.asList(FaultKind.values()));
      order.remove(FaultKind.NONE);
      Collections.shuffle(order, random);
      for (FaultKind fault : order) {
        if (System.nanoTime() < end) {
          happen(fault);
        }
      }
    }
    quiet();
    stops.forEach(Runnable::run);
    for (Thread thread : threads) {
      thread.join();
    }
    return verdict;
  }

  /** The time until the cluster has recovered belongs to the fault. */
  private void happen(FaultKind fault) throws Exception {
    System.err.println(fault);
    phase(
        fault,
        () -> {
          faults.happen(fault);
          Thread.sleep(4_000);
        });
    phase(FaultKind.NONE, () -> faults.happen(FaultKind.NONE));
  }

  private interface Phase {
    void happen() throws InterruptedException;
  }

  private void phase(FaultKind fault, Phase phase) throws Exception {
    long changed = changes.sum();
    long loaded = cluster.loads();
    verdict.begin(fault);
    phase.happen();
    long more = changes.sum() - changed;
    long bound = (more + ITEMS) * cluster.nodes().size();
    verdict.row().loaded(more, cluster.loads() - loaded, bound);
  }

  /** After all of it everything is answered again. */
  private void quiet() throws Exception {
    int[] failures = {0};
    phase(
        FaultKind.NONE,
        () -> {
          failures[0] = verdict.row().failures();
          Thread.sleep(8_000);
        });
    if (verdict.row().failures() > failures[0]) {
      verdict.violation("reads fail after the last fault");
    }
  }
}
