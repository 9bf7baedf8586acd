package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.BOB;
import static verticles.tasks.QueueFixture.failure;
import static verticles.tasks.QueueFixture.request;

import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;

/** What is taken into the queue, and what is refused. */
class TaskEnqueueTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void an_instant_that_is_over_is_refused_and_one_to_come_waits() {
    TaskRequest past =
        new TaskRequest(
            ANN,
            QueueFixture.TYPE,
            new JsonObject(),
            Priority.NORMAL,
            Duration.ZERO,
            Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
            Optional.empty());

    assertThat(failure(fixture.tasks.enqueue(past))).isEqualTo(Failure.BAD_REQUEST);
    UUID later = fixture.tasks.enqueue(request(ANN, 1).after(Duration.ofHours(1))).await().id();
    assertThat(fixture.view(later).state()).isEqualTo("scheduled");
    assertThat(fixture.queue.promote().await()).isZero();
  }

  @Test
  void what_a_transaction_asks_for_is_there_only_when_it_commits() {
    PgConnection connection =
        PgConnection.connect(
                fixture.vertx,
                io.vertx.pgclient.PgConnectOptions.fromUri(
                    fixture.postgres.target().connectionString()))
            .await();
    var transaction = connection.begin().await();
    fixture.tasks.enqueue(connection, request(ANN, 1)).await();
    UUID worker = fixture.worker();

    assertThat(fixture.claim(worker, 1)).isEmpty();
    transaction.rollback().await();
    assertThat(fixture.count("task")).isZero();
    var other = connection.begin().await();
    fixture.tasks.enqueue(connection, request(ANN, 1)).await();
    other.commit().await();
    assertThat(fixture.claim(worker, 1)).hasSize(1);
    connection.close().await();
  }

  @Test
  void too_many_waiting_of_one_owner_are_refused() {
    fixture.enqueue(ANN, 20_000);

    assertThat(failure(fixture.tasks.enqueue(request(ANN, 1).withKey("k"))))
        .isEqualTo(Failure.TOO_MANY);
    assertThat(fixture.tasks.enqueue(request(BOB, 1)).await().how()).isEqualTo(Enqueued.How.MADE);
    // what was refused left no key behind
    fixture.claim(fixture.worker(), 100);
    assertThat(fixture.tasks.enqueue(request(ANN, 1).withKey("k")).await().how())
        .isEqualTo(Enqueued.How.MADE);
  }

  @Test
  void an_unknown_type_and_a_bad_payload_are_refused_with_pointers() {
    assertThatThrownBy(
            () -> fixture.tasks.enqueue(TaskRequest.now(ANN, "no.such", new JsonObject())).await())
        .hasMessageContaining("no such type");
    FailureException bad =
        fixture
            .tasks
            .enqueue(
                TaskRequest.now(ANN, QueueFixture.TYPE, new JsonObject().put("n", "x").put("y", 1)))
            .<FailureException>map(done -> null)
            .otherwise(thrown -> (FailureException) thrown)
            .await();

    assertThat(bad.failure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(bad.errors().stream().map(error -> error.pointer()))
        .containsExactlyInAnyOrder("/payload/n", "/payload/y");
    assertThat(bad.errors().stream().map(error -> error.detail()))
        .noneMatch(detail -> detail.contains("does not match schema"));
    assertThat(
            failure(
                fixture.tasks.enqueue(
                    TaskRequest.now(
                        ANN, QueueFixture.TYPE, new JsonObject().put("text", "x".repeat(70_000))))))
        .isEqualTo(Failure.TOO_LARGE);
    assertThat(failure(fixture.tasks.enqueue(request(new Caller("eve", "north", Role.VIEWER), 1))))
        .isEqualTo(Failure.FORBIDDEN);
  }
}
