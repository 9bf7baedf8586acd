package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import verticles.bus.Bus;
import verticles.testing.Patience;

/** A whole worker on a real database; what it does is given by each test. */
final class WorkerFixture implements AutoCloseable {
  static final String TYPE = "test.some";
  private static final TasksConfig CONFIG =
      new TasksConfig(
          TasksConfig.Workers.RUN,
          Duration.ofSeconds(6),
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          3,
          1_000,
          2,
          Duration.ofDays(60),
          List.of());

  final AtomicInteger runs = new AtomicInteger();
  volatile BiFunction<JsonObject, TaskContext, TaskResult> work =
      (payload, context) -> TaskResult.of(new JsonObject().put("n", payload.getInteger("n")));
  private final SomeType type =
      SomeType.of(TYPE, TaskLimits.perNode(4).attempts(3).timeout(Duration.ofSeconds(20)))
          .doing(
              (payload, context) -> {
                runs.incrementAndGet();
                return work.apply(payload, context);
              });
  final QueueFixture fixture = new QueueFixture(type);
  final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Bus bus = new Bus(vertx, "node-1").carry(TaskMessage.class);
  final TaskVerticle verticle =
      new TaskVerticle(
          CONFIG, List.of(type), vertx, bus, fixture.postgres, fixture.postgres, meters);
  final String deployment = vertx.deployVerticle(verticle).await();

  UUID enqueue() {
    return verticle
        .tasks()
        .enqueue(TaskRequest.now(QueueFixture.ANN, TYPE, new JsonObject().put("n", 5)))
        .await()
        .id();
  }

  TaskView awaitState(UUID id, String state) {
    Patience.holds(() -> assertThat(fixture.view(id).state()).isEqualTo(state));
    return fixture.view(id);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    vertx.close().await();
    fixture.close();
  }
}
