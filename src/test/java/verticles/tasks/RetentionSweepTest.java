package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionSweepTest {
  private static final String TYPE = "test.some";
  private final QueueFixture fixture = new QueueFixture(SomeType.of(TYPE, TaskLimits.perNode(1)));
  private final TaskFiles files = new TaskFiles(fixture.postgres);

  @AfterEach
  void close() {
    fixture.close();
  }

  private UUID fileOf(String age) throws IOException {
    UUID file = files.keep(QueueFixture.ANN, new ByteArrayInputStream(new byte[] {1, 2, 3})).id();
    fixture
        .postgres
        .query(
            "UPDATE task_file SET keep_until = keep_until - interval '%s' WHERE file_id = $1::uuid"
                .formatted(age),
            Tuple.of(file))
        .await();
    return file;
  }

  private void nameIn(UUID task, UUID file) {
    fixture
        .postgres
        .query(
            "UPDATE task SET payload = jsonb_build_object('file', $2::text) WHERE task_id = $1::uuid",
            Tuple.of(task, file.toString()))
        .await();
  }

  private long sweep() {
    Claimed sweeper = fixture.claimOne(fixture.worker());
    Attempt attempt = new Attempt(sweeper, verticles.identity.Role.ADMIN, told -> true);
    return new RetentionSweep(fixture.postgres, Duration.ofDays(60))
        .run(new JsonObject(), attempt)
        .value()
        .getLong("task files");
  }

  @Test
  void a_file_is_swept_after_a_day_unless_a_task_that_is_not_over_names_it() throws IOException {
    UUID young = fileOf("23 hours");
    UUID old = fileOf("25 hours");
    UUID named = fileOf("25 hours");
    fixture.enqueue(QueueFixture.ANN);
    UUID import1 = fixture.enqueue(QueueFixture.ANN);
    nameIn(import1, named);

    assertThat(sweep()).isEqualTo(1);
    assertThat(files.size(QueueFixture.ANN, young).await()).isEqualTo(3);
    assertThat(files.size(QueueFixture.ANN, named).await()).isEqualTo(3);
    assertThat(fixture.count("task_file WHERE file_id = '" + old + "'")).isZero();

    fixture.tasks.cancel(QueueFixture.ANN, import1).await();
    fixture.enqueue(QueueFixture.ANN);
    assertThat(sweep()).isEqualTo(1);
  }
}
