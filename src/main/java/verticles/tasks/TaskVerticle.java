package verticles.tasks;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import verticles.bus.Apart;
import verticles.bus.Bus;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.notify.Notifier;
import verticles.postgres.Postgres;

/** The part of a node that takes tasks in and, unless it is told not to, runs them. */
public final class TaskVerticle extends VerticleBase {
  private static final long FLUSH_MILLIS = 10_000;
  static final Caller SYSTEM = new Caller("system", "", Role.ADMIN);

  private final TasksConfig config;
  private final Bus bus;
  private final TaskTypes types;
  private final TaskQueue queue;
  private final TaskNumbers numbers;
  private final MeterRegistry registry;
  private final TypeTimes times = new TypeTimes();
  private final Worker worker;
  private final Claimer claimer;
  private final Upkeep upkeep;
  private final Schedules schedules;
  private final Tasks tasks;
  private final Teller teller;

  /** One that tells nobody. */
  public TaskVerticle(
      TasksConfig config,
      Collection<TaskType<?>> known,
      Vertx vertx,
      Bus bus,
      Postgres own,
      Postgres shared,
      MeterRegistry registry) {
    this(config, known, vertx, bus, own, shared, registry, Notifier.SILENT);
  }

  /**
   * One instance per node.
   *
   * @param own the database of workers alone: a busy API does not keep them from it
   * @param shared the database of everything else
   * @param notifier tells owners how their tasks stand
   */
  public TaskVerticle(
      TasksConfig config,
      Collection<TaskType<?>> known,
      Vertx vertx,
      Bus bus,
      Postgres own,
      Postgres shared,
      MeterRegistry registry,
      Notifier notifier) {
    this.config = config;
    this.bus = bus;
    this.registry = registry;
    this.types = new TaskTypes(known);
    this.teller = new Teller(notifier, new TaskRows(shared)::those);
    this.queue = new TaskQueue(own, config.lease(), teller);
    this.numbers = new TaskNumbers(shared);
    News news = new News(vertx, bus, teller);
    TaskMeters meters = new TaskMeters(registry, times);
    Claimer[] late = new Claimer[1];
    this.worker =
        new Worker(bus.nodeId(), queue, types, meters, config.mostCrashes(), () -> late[0].wake());
    this.claimer = new Claimer(queue, worker);
    late[0] = claimer;
    this.schedules = new Schedules(shared, types);
    this.upkeep = new Upkeep(config, queue, worker, meters, schedules, news::wake);
    this.tasks = new Tasks(shared, types, schedules, news, bus, config.mostWaiting());
  }

  /** Takes tasks in, once this is deployed. */
  public Tasks tasks() {
    return tasks;
  }

  @Override
  public Future<?> start() {
    Gauge.builder("spinreserve.tasks.running", worker.attempts, Attempts::count).register(registry);
    return Apart.run(
            "tasks-wiring",
            () -> {
              queue.makePartitions().await();
              types.all().forEach(type -> queue.declare(type.name(), type.limits()).await());
              declareSchedules();
            })
        .compose(declared -> bus.<TaskMessage>hear(TaskMessage.NEWS, this::hear))
        .compose(
            heard -> runsTasks() ? Apart.run("tasks-wiring", this::work) : Future.succeededFuture())
        .onSuccess(
            started -> {
              vertx.setPeriodic(
                  FLUSH_MILLIS, flush -> Apart.run("tasks-wiring", this::writeNumbers));
              vertx.setPeriodic(Teller.EVERY_MILLIS, tick -> teller.speak(worker.attempts.all()));
            });
  }

  private void declareSchedules() {
    for (TasksConfig.Scheduled one : config.schedule()) {
      schedules
          .save(
              new Schedule(
                  SYSTEM,
                  one.name(),
                  one.type(),
                  new JsonObject(one.payload()),
                  Priority.NORMAL,
                  one.cron(),
                  one.timeZone(),
                  Optional.empty()),
              true)
          .await();
    }
    schedules
        .keepDeclared(SYSTEM, config.schedule().stream().map(TasksConfig.Scheduled::name).toList())
        .await();
  }

  private boolean runsTasks() {
    return config.workers() == TasksConfig.Workers.RUN;
  }

  private void hear(TaskMessage message) {
    switch (message) {
      case TaskMessage.Wake _ -> claimer.wake();
      case TaskMessage.Cancel cancel -> worker.attempts.stop(cancel.task(), Attempt.Stop.CANCELLED);
    }
  }

  private void work() {
    worker.start();
    upkeep.start();
    claimer.start();
  }

  private void writeNumbers() {
    times.drain().forEach((type, counts) -> numbers.keep(bus.nodeId(), type, counts).await());
  }

  @Override
  public Future<?> stop() {
    return Apart.run(
        "tasks-wiring",
        () -> {
          if (runsTasks()) {
            claimer.close(Duration.ofSeconds(2));
            worker.drain(config.drain());
            upkeep.close(Duration.ofSeconds(2));
            queue.leave(worker.id).otherwiseEmpty().await();
          }
          teller.speak(List.of()).timeout(1, TimeUnit.SECONDS).otherwiseEmpty().await();
          writeNumbers();
        });
  }
}
