package verticles;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Collection;
import verticles.bus.Bus;
import verticles.notify.Notifier;
import verticles.postgres.PoolSettings;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresPool;
import verticles.tasks.TaskMessage;
import verticles.tasks.TaskType;
import verticles.tasks.TaskVerticle;
import verticles.tasks.Tasks;
import verticles.tasks.TasksConfig;

/** Opens what takes tasks in and runs them. */
record NodeTasks(
    TasksConfig settings, PoolSettings pool, Bus bus, Postgres shared, Notifier notifier) {

  /** Its workers have connections of their own, so that a busy API does not keep them waiting. */
  Tasks open(Vertx vertx, Ladder ladder, Collection<TaskType<?>> types, MeterRegistry meters)
      throws Exception {
    bus.carry(TaskMessage.class);
    PoolSettings own =
        new PoolSettings(
            settings.maxConnections(),
            pool.maxWaiting(),
            pool.connectTimeout(),
            pool.statementTimeout(),
            pool.queryDeadline(),
            pool.maxLifetime());
    PostgresPool workers =
        ladder.climb(
            "pool tasks",
            () -> new PostgresPool(vertx, shared.target(), own),
            opened -> opened.close().await());
    TaskVerticle verticle =
        new TaskVerticle(settings, types, vertx, bus, workers, shared, meters, notifier);
    new Deployments(vertx, ladder).deploy("tasks", () -> verticle);
    return verticle.tasks();
  }
}
