package verticles.llm;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import verticles.bus.Bus;
import verticles.config.Secret;
import verticles.egress.EgressClient;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.PostgresTarget;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskMessage;
import verticles.tasks.TaskRequest;
import verticles.tasks.TaskVerticle;
import verticles.tasks.TaskView;
import verticles.tasks.Tasks;
import verticles.tasks.TasksConfig;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.TestConfig;
import verticles.testing.TestEgress;

/** A worker of the language model's tasks on a real database. */
final class LlmDesk implements AutoCloseable {
  static final Caller ANN = new Caller("ann", "north", Role.TRADER);

  private final Vertx vertx = Vertx.vertx();
  private final String deployment;
  final TaskFiles files;
  final Tasks tasks;

  LlmDesk(PostgresTarget database, LlmConfig config, String... settings) {
    PlainPostgres postgres = new PlainPostgres(vertx, database);
    files = new TaskFiles(postgres);
    int port = config.configured() ? config.chats().getPort() : 1;
    EgressClient egress = TestEgress.to(vertx, "llm", port);
    ChatClient client =
        new ChatClient(
            config,
            egress,
            () -> Future.succeededFuture(new Secret(LlmServer.KEY)),
            InstantSource.system());
    String[] all = new String[settings.length + 1];
    all[0] = "schedule: []";
    System.arraycopy(settings, 0, all, 1, settings.length);
    TaskVerticle verticle =
        new TaskVerticle(
            TestConfig.section("tasks", TasksConfig.class, all),
            LlmTasks.of(config, client, files),
            vertx,
            new Bus(vertx, "node-" + ProcessHandle.current().pid()).carry(TaskMessage.class),
            postgres,
            postgres,
            new SimpleMeterRegistry());
    deployment = Patience.await(vertx.deployVerticle(verticle));
    tasks = verticle.tasks();
  }

  static LlmConfig config(String url, String... settings) {
    String[] all = new String[settings.length + 2];
    all[0] = "url: " + url;
    all[1] = "model: " + LlmServer.MODEL;
    System.arraycopy(settings, 0, all, 2, settings.length);
    return TestConfig.section("llm", LlmConfig.class, all);
  }

  UUID ask(String type, JsonObject payload) {
    return Patience.await(tasks.enqueue(TaskRequest.now(ANN, type, payload))).id();
  }

  TaskView view(UUID id) {
    return Patience.await(tasks.find(ANN, id));
  }

  TaskView until(UUID id, String state) {
    return Patience.until(state, () -> view(id), task -> task.state().equals(state));
  }

  JsonObject result(UUID id) {
    return until(id, "succeeded").result().orElseThrow();
  }

  UUID send(byte[] content) {
    try {
      return files.keep(ANN, new ByteArrayInputStream(content)).id();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  String read(UUID file) {
    try (InputStream content = files.open(ANN, file)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // first, because it says goodbye to the database
    Patience.await(vertx.undeploy(deployment));
    Patience.await(vertx.close());
  }
}
