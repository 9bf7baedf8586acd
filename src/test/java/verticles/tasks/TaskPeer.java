package verticles.tasks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import verticles.bus.Bus;
import verticles.config.Secret;
import verticles.notify.Notifier;
import verticles.postgres.PoolSettings;
import verticles.postgres.PostgresPool;
import verticles.postgres.PostgresTarget;

/** A worker in a JVM of its own; it hears of tasks by looking only. */
final class TaskPeer {
  static final Duration LEASE = Duration.ofSeconds(4);
  static final String WORK = "test.work";
  static final String POISON = "test.poison";
  static final String EMPTY = "test.empty";

  private TaskPeer() {}

  /**
   * {@code test.work} takes n ms, {@code test.poison} takes all memory, {@code test.empty} does
   * nothing.
   */
  static List<TaskType<?>> types() {
    return List.of(
        SomeType.of(EMPTY, TaskLimits.perNode(32)),
        SomeType.of(WORK, TaskLimits.perNode(4)).doing(TaskPeer::work),
        SomeType.of(POISON, TaskLimits.perNode(4)).doing((payload, context) -> exhaust()));
  }

  /** Its JVM ends, as a node does. */
  private static TaskResult exhaust() {
    List<byte[]> all = new ArrayList<>();
    while (true) {
      all.add(new byte[4 << 20]);
    }
  }

  /** It does not listen, as a task that is busy does not. */
  private static TaskResult work(JsonObject payload, TaskContext context) {
    System.out.println("works " + context.task());
    long end = System.nanoTime() + Duration.ofMillis(payload.getInteger("n")).toNanos();
    while (System.nanoTime() < end) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted");
      }
    }
    return TaskResult.of(new JsonObject().put("pid", ProcessHandle.current().pid()));
  }

  static PostgresPool pool(Vertx vertx, PostgresTarget target) {
    return new PostgresPool(
        vertx,
        target,
        new PoolSettings(
            3,
            64,
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofMinutes(5)));
  }

  public static void main(String[] arguments) throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    PostgresTarget target =
        new PostgresTarget(
            "127.0.0.1",
            Integer.parseInt(arguments[0]),
            arguments[1],
            arguments[3],
            new Secret(arguments[4]));
    PostgresPool pool = pool(vertx, target);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    TasksConfig config =
        new TasksConfig(
            TasksConfig.Workers.RUN,
            LEASE,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            3,
            1_000,
            3,
            Duration.ofDays(60),
            List.of());
    Bus bus = new Bus(vertx, arguments[2]).carry(TaskMessage.class);
    Notifier notifier =
        arguments.length > 5
            ? TaskTelling.of(arguments[5], vertx, bus, pool(vertx, target))
            : Notifier.SILENT;
    vertx
        .deployVerticle(new TaskVerticle(config, types(), vertx, bus, pool, pool, meters, notifier))
        .await();
    System.out.println("ready " + arguments[2]);
    double stale = 0;
    for (long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        System.nanoTime() < end; ) {
      double now = meters.counter("spinreserve.tasks.stale").count();
      if (now > stale) {
        System.out.println("stale " + now);
        stale = now;
      }
      Thread.sleep(20);
    }
    System.exit(0);
  }
}
