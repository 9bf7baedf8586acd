package verticles.webhook;

import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import verticles.bus.Bus;
import verticles.config.Secret;
import verticles.egress.EgressClient;
import verticles.egress.EgressConfig;
import verticles.embedded.Ports;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.PostgresTarget;
import verticles.secret.SecretsConfig;
import verticles.secret.Vault;
import verticles.tasks.Backoff;
import verticles.tasks.TaskMessage;
import verticles.tasks.TaskVerticle;
import verticles.tasks.TaskView;
import verticles.tasks.Tasks;
import verticles.tasks.TasksConfig;
import verticles.testing.PlainPostgres;
import verticles.testing.TestConfig;
import verticles.testing.TestPostgres;

/** A real worker that delivers to real receivers in other processes. */
final class DeliveryDesk implements AutoCloseable {
  static final Caller ANN = new Caller("ann", "north", Role.OPERATOR);
  static final PostgresTarget DATABASE = TestPostgres.migrated();
  private static final String SECRET = SigningSecret.fresh().text().reveal();
  static final int DEAD = Ports.free();

  final Vertx vertx = Vertx.vertx();
  final Receiver receiver;

  /** Of its own, because a host that gave no answer too often rests. */
  final Receiver silent;

  final Receiver frozen;
  final Webhooks webhooks;
  final Tasks tasks;
  final WebhookSender sender;
  private final String deployment;

  DeliveryDesk(Path folder) {
    receiver = new Receiver(folder, SECRET);
    silent = new Receiver(folder, SECRET);
    frozen = new Receiver(folder, SECRET);
    PlainPostgres postgres = new PlainPostgres(vertx, DATABASE);
    EgressConfig config =
        TestConfig.section(
            "egress",
            EgressConfig.class,
            "webhook: {hosts: [127.0.0.1], schemes: [http], deadline: 1500ms, allow-private: [127.0.0.0/8]}",
            "webhook: {ports: [\"%d\", \"%d\", \"%d\", \"%d\"]}"
                .formatted(receiver.port(), silent.port(), frozen.port(), DEAD));
    EgressClient egress =
        EgressClient.open(vertx, config, new SimpleMeterRegistry(), InstantSource.system());
    Vault vault =
        Vault.open(new SecretsConfig(new Secret(""), new Secret("")), folder.resolve("data"));
    webhooks = new Webhooks(postgres, vault, egress);
    DeliverTask type =
        new DeliverTask(
            webhooks,
            egress,
            InstantSource.system(),
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)));
    TaskVerticle verticle =
        new TaskVerticle(
            TestConfig.section("tasks", TasksConfig.class, "schedule: []"),
            List.of(type),
            vertx,
            new Bus(vertx, "node-1").carry(TaskMessage.class),
            postgres,
            postgres,
            new SimpleMeterRegistry());
    deployment = await(vertx.deployVerticle(verticle));
    tasks = verticle.tasks();
    sender = new WebhookSender(tasks);
  }

  void save(String name, String address) {
    await(webhooks.save(ANN, name, address, Optional.of(SECRET)));
  }

  UUID send(String name) {
    WebhookEvent event =
        new WebhookEvent(name, "test.hello", new JsonObject().put("n", 1).put("text", "grün 😀"));
    return await(sender.send(ANN, event, UUID.randomUUID().toString())).id();
  }

  UUID sendTo(String way) {
    save(way, receiver.address(way));
    return send(way);
  }

  TaskView ended(UUID id, String state) {
    return until(state, () -> await(tasks.find(ANN, id)), task -> task.state().equals(state));
  }

  @Override
  public void close() {
    await(vertx.undeploy(deployment));
    await(vertx.close());
    receiver.close();
    silent.close();
    frozen.close();
  }
}
