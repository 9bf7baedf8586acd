package verticles.tasks;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final int OWNERS = 20;
  private static final int CLAIMS = 200;

  private final Vertx vertx = Vertx.vertx();
  private final LocalPostgres server;
  private final PostgresPool postgres;
  private final Tasks tasks;
  private final TaskQueue queue;

  private TaskBench(Path folder) {
    server = LocalPostgres.start(folder);
    new Migrations(server.target()).run();
    postgres = TaskPeer.pool(vertx, server.target());
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
    return postgres.query(statement, Tuple.tuple()).await().iterator().next().getLong(0);
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
    while (number(
            "SELECT count(*) FROM (SELECT 1 FROM task_ready UNION ALL SELECT 1 FROM task_lease) x")
        > 0) {
      Thread.sleep(20);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long done = number("SELECT count(*) FROM task WHERE state = 'succeeded'") - before;
    if (done != many) {
      throw new IllegalStateException("of %d tasks %d ran".formatted(many, done));
    }
    System.out.printf("  %,d tasks: taken in %,.0f/s, run %,.0f/s%n", many, made, many / seconds);
    return many / seconds;
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

  private TestJvm worker(String name) {
    var target = server.target();
    TestJvm worker =
        TestJvm.start(
            TaskPeer.class,
            String.valueOf(target.port()),
            target.database(),
            name,
            target.user(),
            target.password().reveal());
    worker.await("ready ");
    return worker;
  }

  /** {@code <tasks> <waiting>}. */
  public static void main(String[] arguments) throws Exception {
    int many = Integer.parseInt(arguments[0]);
    TaskBench bench = new TaskBench(Files.createTempDirectory("spinreserve-tasks"));
    try {
      try (TestJvm one = bench.worker("one");
          TestJvm two = bench.worker("two")) {
        bench.drain(many / 4);
        double[] rounds = {bench.drain(many), bench.drain(many), bench.drain(many)};
        Arrays.sort(rounds);
        System.out.printf("RESULT spinreserve %.0f%n", rounds[1]);
      }
      int waiting = Integer.parseInt(arguments[1]);
      double few = bench.claim(10_000);
      double lots = bench.claim(waiting);
      System.out.printf(
          "RESULT claim of 16: %.2f ms with 10,000 waiting, %.2f ms with %,d: %.2f x%n",
          few, lots, waiting, lots / few);
    } finally {
      bench.postgres.close().await();
      bench.vertx.close().await();
      bench.server.stop();
    }
  }
}
