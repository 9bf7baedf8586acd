package verticles.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;
import static verticles.webhook.DeliveryDesk.ANN;
import static verticles.webhook.DeliveryDesk.DATABASE;
import static verticles.webhook.DeliveryDesk.DEAD;

import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.tasks.TaskView;

/** Deliveries by a real worker to a real receiver in another process. */
class DeliverTaskTest {
  @TempDir static Path folder;
  private static DeliveryDesk desk;

  @BeforeAll
  static void start() {
    desk = new DeliveryDesk(folder);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void a_receiver_can_check_what_arrives_as_the_docs_say() {
    UUID id = desk.sendTo("ok");

    TaskView done = desk.ended(id, "succeeded");

    JsonObject arrived = desk.receiver.arrived("ok", id);
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
    UUID id = desk.sendTo(way);

    assertThat(desk.ended(id, "succeeded").attempt()).isEqualTo(attempts);

    List<JsonObject> arrived = desk.receiver.arrived(way);
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
    TaskView failed = desk.ended(desk.sendTo(way), "failed");

    assertThat(failed.error()).contains(told);
    assertThat(failed.attempt()).isEqualTo(1);
    assertThat(desk.receiver.arrived(way)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"long", "announced"})
  void a_receiver_that_takes_it_with_many_words_has_taken_it(String way) {
    assertThat(desk.ended(desk.sendTo(way), "succeeded").attempt()).isEqualTo(1);
  }

  @Test
  void one_that_never_answers_is_tried_again_until_it_is_cancelled() {
    desk.save("silent", desk.silent.address("silent"));
    UUID id = desk.send("silent");
    until("two attempts", () -> desk.silent.arrived("silent").size() >= 2);

    await(desk.tasks.cancel(ANN, id));

    TaskView over = desk.ended(id, "cancelled");
    assertThat(over.attempts().encode()).contains("did not answer in time");
  }

  @Test
  void one_that_is_frozen_gets_it_when_it_wakes() {
    desk.save("frozen", desk.frozen.address("ok"));
    desk.frozen.freeze();
    UUID id;
    try {
      id = desk.send("frozen");
      until("an attempt failed", () -> await(desk.tasks.find(ANN, id)).attempts().size() > 0);
    } finally {
      desk.frozen.thaw();
    }

    assertThat(desk.ended(id, "succeeded").attempt()).isGreaterThan(1);
  }

  @Test
  void where_nobody_listens_it_is_tried_again() {
    desk.save("dead", "http://127.0.0.1:%d/".formatted(DEAD));
    UUID id = desk.send("dead");
    until("attempts failed", () -> await(desk.tasks.find(ANN, id)).attempts().size() > 1);

    desk.save("dead", desk.receiver.address("ok"));

    desk.ended(id, "succeeded");
  }

  @Test
  void after_a_renewal_the_former_secret_still_checks_it() {
    desk.save("renewed", desk.receiver.address("ok"));
    await(desk.webhooks.renewSecret(ANN, "renewed"));
    UUID id = desk.send("renewed");

    desk.ended(id, "succeeded");

    JsonObject arrived = desk.receiver.arrived("ok", id);
    assertThat(arrived.getInteger("signatures")).isEqualTo(2);
    assertThat(arrived.getBoolean("verified")).isTrue();
  }

  @Test
  void without_the_webhook_it_fails_for_good() {
    assertThat(desk.ended(desk.send("nobody"), "failed").error())
        .isEqualTo("Your organisation has no webhook nobody.");
  }

  @Test
  void an_event_of_what_is_rolled_back_is_never_sent() {
    desk.save("outbox", desk.receiver.address("ok"));
    Pool pool =
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost(DATABASE.host())
                    .setPort(DATABASE.port())
                    .setDatabase(DATABASE.database())
                    .setUser(DATABASE.user())
                    .setPassword(DATABASE.password().reveal()))
            .using(desk.vertx)
            .build();
    WebhookEvent event = new WebhookEvent("outbox", "test.in", new JsonObject());
    var connection = await(pool.getConnection());
    var transaction = await(connection.begin());
    UUID lost = await(desk.sender.send(connection, ANN, event)).id();
    await(transaction.rollback());
    transaction = await(connection.begin());
    UUID kept = await(desk.sender.send(connection, ANN, event)).id();
    await(transaction.commit());

    desk.ended(kept, "succeeded");

    assertThat(desk.receiver.arrived("ok"))
        .noneMatch(one -> one.getString("id").contains(lost.toString()));
  }
}
