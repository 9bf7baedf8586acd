package verticles.tasks;

import static verticles.tasks.TaskCosts.cpuSeconds;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import verticles.bus.Bus;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.LocalPostgres;
import verticles.postgres.Migrations;
import verticles.postgres.PostgresPool;
import verticles.testing.TestJvm;

/** Empty tasks on a PostgreSQL that flushes each commit; {@code main} is run by bench/tasks. */
final class TaskBench {
  static final int OWNERS = 20;
  private static final int CLAIMS = 200;
  private static final int PACED_SECONDS = 8;

  private final Vertx vertx = Vertx.vertx();
  private final LocalPostgres server;
  private final PostgresPool postgres;
  private final TaskCosts costs;
  private final Tasks tasks;
  private final TaskQueue queue;
  private final List<TestJvm> workers = new ArrayList<>();

  private TaskBench(Path folder) {
    server = LocalPostgres.start(folder);
    new Migrations(server.target()).run();
    postgres = TaskPeer.pool(vertx, server.target());
    costs = new TaskCosts(postgres);
    Bus bus = new Bus(vertx, "bench").carry(TaskMessage.class);
    TaskTypes types = new TaskTypes(TaskPeer.types());
    queue = new TaskQueue(postgres, TaskPeer.LEASE);
    tasks =
        new Tasks(
            postgres, types, new Schedules(postgres, types), new News(vertx, bus), bus, 1_000_000);
    types.all().forEach(type -> queue.declare(type.name(), type.limits()).await());
  }

  private void sql(String statement) {
    postgres.query(statement, Tuple.tuple()).await();
  }

  private long number(String statement) {
    return costs.number(statement);
  }

  private double enqueue(int many) {
    List<JsonObject> batch = Collections.nCopies(Math.min(500, many / OWNERS), new JsonObject());
    long begun = System.nanoTime();
    for (int made = 0; made < many; made += batch.size()) {
      Caller owner = new Caller("user" + made / batch.size() % OWNERS, "bench", Role.TRADER);
      tasks.enqueueAll(owner, TaskPeer.EMPTY, Priority.NORMAL, batch).await();
    }
    return many / ((System.nanoTime() - begun) / 1e9);
  }

  /** Tasks that end in a second, of so many that wait when the workers begin. */
  private double drain(int many) throws InterruptedException {
    sql("UPDATE task_type SET paused = true");
    long before = number("SELECT count(*) FROM task WHERE state = 'succeeded'");
    double made = enqueue(many);
    sql("UPDATE task_type SET paused = false");
    long begun = System.nanoTime();
    double worked = workers.stream().mapToDouble(one -> cpuSeconds(one.pid())).sum();
    double stored = cpuSeconds(server.pid());
    // a cheap look as long as some lane has more, as that of the peer is
    await("SELECT count(*) FROM task_lane WHERE standing = 2");
    await("SELECT (EXISTS (SELECT FROM task_ready) OR EXISTS (SELECT FROM task_lease))::int");
    double seconds = (System.nanoTime() - begun) / 1e9;
    long done = number("SELECT count(*) FROM task WHERE state = 'succeeded'") - before;
    if (done != many) {
      throw new IllegalStateException("of %d tasks %d ran".formatted(many, done));
    }
    System.out.printf(
        "  %,d tasks: taken in %,.0f/s, run %,.0f/s; CPU of each: PostgreSQL %.0f µs, workers %.0f µs%n",
        many,
        made,
        many / seconds,
        (cpuSeconds(server.pid()) - stored) * 1e6 / many,
        (workers.stream().mapToDouble(one -> cpuSeconds(one.pid())).sum() - worked) * 1e6 / many);
    return many / seconds;
  }

  private void await(String nothing) throws InterruptedException {
    while (number(nothing) > 0) {
      Thread.sleep(20);
    }
  }

  /** The median of a claim of 16, in ms, while so many wait for a thousand owners. */
  private double claim(int waiting) {
    sql("TRUNCATE task, task_ready, task_lease, task_lane");
    sql(
        "INSERT INTO task_lane (type, organisation, owner, standing)"
            + " SELECT 'test.empty', 'bench', 'o' || i, 2 FROM generate_series(1, 1000) i");
    for (int made = 0; made < waiting; made += 20_000) {
      sql(
          """
          WITH made AS (
            INSERT INTO task (task_id, organisation, owner, type, priority, state, payload, score, created_at, ready_at)
            SELECT task_new_id(now()), 'bench', 'o' || (1 + i %% 1000), 'test.empty', 2, 'waiting', '{}', %d + i, now(), now()
            FROM generate_series(1, %d) i RETURNING task_id, owner, score)
          INSERT INTO task_ready SELECT l.lane_id, m.score, m.task_id FROM made m JOIN task_lane l ON l.owner = m.owner
          """
              .formatted(made, Math.min(20_000, waiting)));
    }
    sql("VACUUM ANALYZE task_ready");
    UUID worker = UUID.randomUUID();
    double[] millis = new double[CLAIMS];
    for (int i = 0; i < CLAIMS; i++) {
      queue.beat(worker, "bench").await();
      long begun = System.nanoTime();
      int got = queue.claim(worker, "bench", Map.of(TaskPeer.EMPTY, 16)).await().size();
      millis[i] = (System.nanoTime() - begun) / 1e6;
      if (got != 16) {
        throw new IllegalStateException("claimed " + got);
      }
    }
    Arrays.sort(millis);
    return millis[CLAIMS / 2];
  }

  private TestJvm worker(String name, String telling) {
    var target = server.target();
    TestJvm worker =
        TestJvm.start(
            TaskPeer.class,
            String.valueOf(target.port()),
            target.database(),
            name,
            target.user(),
            target.password().reveal(),
            telling);
    worker.await("ready ");
    return worker;
  }

  /** Empty tasks a second: the median of three rounds. */
  private void throughput(int many) throws InterruptedException {
    try (TestJvm one = worker("one", TaskTelling.SILENT);
        TestJvm two = worker("two", TaskTelling.SILENT)) {
      workers.addAll(List.of(one, two));
      drain(many);
      sql("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
      sql("SELECT pg_stat_statements_reset()");
      double[] rounds = {drain(many), drain(many), drain(many)};
      Arrays.sort(rounds);
      costs.printStatements();
      System.out.printf("RESULT spinreserve %.0f%n", rounds[1]);
    }
  }

  /** The same while owners are told how their tasks stand, and while each of them listens. */
  private void telling(int many) throws InterruptedException {
    for (String way : List.of(TaskTelling.SILENT, "told", TaskTelling.HEARD, TaskTelling.SILENT)) {
      try (TestJvm one = worker("one", way);
          TestJvm two = worker("two", way)) {
        workers.clear();
        workers.addAll(List.of(one, two));
        drain(many);
        long before = kept();
        double[] rounds = {drain(many), drain(many)};
        pace(PACED_SECONDS);
        System.out.printf(
            "RESULT telling %s %.0f, kept %d notifications%n",
            way, Math.max(rounds[0], rounds[1]), kept() - before);
      }
    }
  }

  /** Two thousand a second for so long, as they would come by themselves. */
  private void pace(int seconds) throws InterruptedException {
    List<JsonObject> batch = Collections.nCopies(100 / OWNERS, new JsonObject());
    double worked = workers.stream().mapToDouble(one -> cpuSeconds(one.pid())).sum();
    double stored = cpuSeconds(server.pid());
    long notices = kept();
    long begun = System.nanoTime();
    int made = 0;
    for (int step = 0; step < 20 * seconds; step++) {
      for (int owner = 0; owner < OWNERS; owner++) {
        Caller caller = new Caller("user" + owner, "bench", Role.TRADER);
        made += tasks.enqueueAll(caller, TaskPeer.EMPTY, Priority.NORMAL, batch).await();
      }
      long behind = begun + (step + 1) * 50_000_000L - System.nanoTime();
      Thread.sleep(Duration.ofNanos(Math.max(0, behind)));
    }
    await("SELECT (EXISTS (SELECT FROM task_ready) OR EXISTS (SELECT FROM task_lease))::int");
    double lasted = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "  paced %,.0f/s: CPU of each: PostgreSQL %.0f µs, workers %.0f µs; kept %.2f notifications a task%n",
        made / lasted,
        (cpuSeconds(server.pid()) - stored) * 1e6 / made,
        (workers.stream().mapToDouble(one -> cpuSeconds(one.pid())).sum() - worked) * 1e6 / made,
        (kept() - notices) / (double) made);
  }

  private long kept() {
    return number("SELECT seq FROM notification_head");
  }

  /** How much slower a claim is with so many waiting. */
  private void claims(int waiting) {
    double few = claim(10_000);
    double lots = claim(waiting);
    System.out.printf(
        "RESULT claim of 16: %.2f ms with 10,000 waiting, %.2f ms with %,d: %.2f x%n",
        few, lots, waiting, lots / few);
  }

  /** {@code <tasks> <waiting> [<tasks> while telling]}; what is 0 is left out. */
  public static void main(String[] arguments) throws Exception {
    int many = Integer.parseInt(arguments[0]);
    int waiting = Integer.parseInt(arguments[1]);
    TaskBench bench = new TaskBench(Files.createTempDirectory("spinreserve-tasks"));
    try {
      if (many > 0) {
        bench.throughput(many);
      }
      int telling = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
      if (telling > 0) {
        bench.telling(telling);
      }
      if (waiting > 0) {
        bench.claims(waiting);
      }
    } finally {
      bench.postgres.close().await();
      bench.vertx.close().await();
      bench.server.stop();
    }
  }
}
