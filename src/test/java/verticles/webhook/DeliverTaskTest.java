package verticles.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

/** Deliveries by a real worker to a real receiver in another process. */
class DeliverTaskTest {
  private static final Caller ANN = new Caller("ann", "north", Role.OPERATOR);
  private static final Vertx VERTX = Vertx.vertx();
  private static final PostgresTarget DATABASE = TestPostgres.migrated();
  private static final String SECRET = SigningSecret.fresh().text().reveal();
  private static final int DEAD = Ports.free();

  @TempDir static Path folder;
  private static Receiver receiver;

  /** Of its own, because a host that gave no answer too often rests. */
  private static Receiver silent;

  private static Receiver frozen;
  private static Webhooks webhooks;
  private static Tasks tasks;
  private static WebhookSender sender;
  private static String deployment;

  @BeforeAll
  static void start() {
    receiver = new Receiver(folder, SECRET);
    silent = new Receiver(folder, SECRET);
    frozen = new Receiver(folder, SECRET);
    PlainPostgres postgres = new PlainPostgres(VERTX, DATABASE);
    EgressConfig config =
        TestConfig.section(
            "egress",
            EgressConfig.class,
            "webhook: {hosts: [127.0.0.1], schemes: [http], deadline: 1500ms, allow-private: [127.0.0.0/8]}",
            "webhook: {ports: [\"%d\", \"%d\", \"%d\", \"%d\"]}"
                .formatted(receiver.port(), silent.port(), frozen.port(), DEAD));
    EgressClient egress =
        EgressClient.open(VERTX, config, new SimpleMeterRegistry(), InstantSource.system());
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
            VERTX,
            new Bus(VERTX, "node-1").carry(TaskMessage.class),
            postgres,
            postgres,
            new SimpleMeterRegistry());
    deployment = await(VERTX.deployVerticle(verticle));
    tasks = verticle.tasks();
    sender = new WebhookSender(tasks);
  }

  @AfterAll
  static void close() {
    await(VERTX.undeploy(deployment));
    await(VERTX.close());
    receiver.close();
    silent.close();
    frozen.close();
  }

  private static void save(String name, String address) {
    await(webhooks.save(ANN, name, address, Optional.of(SECRET)));
  }

  private static UUID send(String name) {
    WebhookEvent event =
        new WebhookEvent(name, "test.hello", new JsonObject().put("n", 1).put("text", "grün 😀"));
    return await(sender.send(ANN, event, UUID.randomUUID().toString())).id();
  }

  private static UUID sendTo(String way) {
    save(way, receiver.address(way));
    return send(way);
  }

  private static TaskView ended(UUID id, String state) {
    return until(state, () -> await(tasks.find(ANN, id)), task -> task.state().equals(state));
  }

  @Test
  void a_receiver_can_check_what_arrives_as_the_docs_say() {
    UUID id = sendTo("ok");

    TaskView done = ended(id, "succeeded");

    JsonObject arrived = receiver.arrived("ok", id);
    assertThat(arrived.getBoolean("verified")).isTrue();
    assertThat(arrived.getBoolean("forged")).isFalse();
    assertThat(arrived.getBoolean("otherId")).isFalse();
    assertThat(arrived.getBoolean("late")).isFalse();
    assertThat(arrived.getString("method")).isEqualTo("POST");
    assertThat(arrived.getString("type")).isEqualTo("application/json");
    assertThat(arrived.getString("id")).isEqualTo("msg_" + id);
    JsonObject body = new JsonObject(arrived.getString("body"));
    assertThat(body.getString("type")).isEqualTo("test.hello");
    assertThat(body.getJsonObject("data").getString("text")).isEqualTo("grün 😀");
    assertThat(body.getInstant("timestamp"))
        .isBetween(done.createdAt().minusSeconds(1), done.createdAt().plusSeconds(1));
    assertThat(done.result().orElseThrow().getInteger("status")).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"fails-twice, 3", "limited, 2", "cut-once, 2"})
  void what_fails_is_tried_again_as_the_same_delivery(String way, int attempts) {
    UUID id = sendTo(way);

    assertThat(ended(id, "succeeded").attempt()).isEqualTo(attempts);

    List<JsonObject> arrived = receiver.arrived(way);
    assertThat(arrived).hasSize(attempts);
    assertThat(arrived).extracting(one -> one.getString("id")).containsOnly("msg_" + id);
    assertThat(arrived)
        .extracting(one -> one.getString("body"))
        .containsOnly(arrived.getFirst().getString("body"));
    assertThat(arrived).allMatch(one -> one.getBoolean("verified"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gone     | wants no more of these (410)
          bad      | answered 422
          redirect | answered 302: redirects are not followed
          """)
  void what_is_refused_is_given_up_at_once(String way, String told) {
    TaskView failed = ended(sendTo(way), "failed");

    assertThat(failed.error()).contains(told);
    assertThat(failed.attempt()).isEqualTo(1);
    assertThat(receiver.arrived(way)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"long", "announced"})
  void a_receiver_that_takes_it_with_many_words_has_taken_it(String way) {
    assertThat(ended(sendTo(way), "succeeded").attempt()).isEqualTo(1);
  }

  @Test
  void one_that_never_answers_is_tried_again_until_it_is_cancelled() {
    save("silent", silent.address("silent"));
    UUID id = send("silent");
    until("two attempts", () -> silent.arrived("silent").size() >= 2);

    await(tasks.cancel(ANN, id));

    TaskView over = ended(id, "cancelled");
    assertThat(over.attempts().encode()).contains("did not answer in time");
  }

  @Test
  void one_that_is_frozen_gets_it_when_it_wakes() {
    save("frozen", frozen.address("ok"));
    frozen.freeze();
    UUID id;
    try {
      id = send("frozen");
      until("an attempt failed", () -> await(tasks.find(ANN, id)).attempts().size() > 0);
    } finally {
      frozen.thaw();
    }

    assertThat(ended(id, "succeeded").attempt()).isGreaterThan(1);
  }

  @Test
  void where_nobody_listens_it_is_tried_again() {
    save("dead", "http://127.0.0.1:%d/".formatted(DEAD));
    UUID id = send("dead");
    until("attempts failed", () -> await(tasks.find(ANN, id)).attempts().size() > 1);

    save("dead", receiver.address("ok"));

    ended(id, "succeeded");
  }

  @Test
  void after_a_renewal_the_former_secret_still_checks_it() {
    save("renewed", receiver.address("ok"));
    await(webhooks.renewSecret(ANN, "renewed"));
    UUID id = send("renewed");

    ended(id, "succeeded");

    JsonObject arrived = receiver.arrived("ok", id);
    assertThat(arrived.getInteger("signatures")).isEqualTo(2);
    assertThat(arrived.getBoolean("verified")).isTrue();
  }

  @Test
  void without_the_webhook_it_fails_for_good() {
    assertThat(ended(send("nobody"), "failed").error())
        .isEqualTo("Your organisation has no webhook nobody.");
  }

  @Test
  void an_event_of_what_is_rolled_back_is_never_sent() {
    save("outbox", receiver.address("ok"));
    Pool pool =
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost(DATABASE.host())
                    .setPort(DATABASE.port())
                    .setDatabase(DATABASE.database())
                    .setUser(DATABASE.user())
                    .setPassword(DATABASE.password().reveal()))
            .using(VERTX)
            .build();
    WebhookEvent event = new WebhookEvent("outbox", "test.in", new JsonObject());
    var connection = await(pool.getConnection());
    var transaction = await(connection.begin());
    UUID lost = await(sender.send(connection, ANN, event)).id();
    await(transaction.rollback());
    transaction = await(connection.begin());
    UUID kept = await(sender.send(connection, ANN, event)).id();
    await(transaction.commit());

    ended(kept, "succeeded");

    assertThat(receiver.arrived("ok"))
        .noneMatch(one -> one.getString("id").contains(lost.toString()));
  }
}
