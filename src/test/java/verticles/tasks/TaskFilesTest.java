package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class TaskFilesTest {
  private static final Caller ANN = new Caller("ann", "north", Role.TRADER);

  private final Vertx vertx = Vertx.vertx();
  private final PlainPostgres postgres = new PlainPostgres(vertx, TestPostgres.migrated());
  private final TaskFiles files = new TaskFiles(postgres);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private UUID send(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return files.keep(ANN, new ByteArrayInputStream(bytes)).id();
  }

  private String read(UUID file) throws IOException {
    try (InputStream content = files.open(ANN, file)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void pass(Duration time) {
    await(
        postgres.query(
            "UPDATE task_file SET keep_until = keep_until - $1::bigint * interval '1 second'",
            Tuple.of(time.toSeconds())));
  }

  private JsonObject sweep() {
    Claimed task =
        new Claimed(
            UUID.randomUUID(),
            1,
            "",
            "system",
            "retention.sweep",
            new JsonObject(),
            new TaskState.Running(1, 0),
            Optional.empty(),
            0);
    RetentionSweep type = new RetentionSweep(postgres, Duration.ofDays(60));
    return type.run(new JsonObject(), new Attempt(task, Role.ADMIN, told -> true)).value();
  }

  @Test
  void what_was_sent_goes_after_a_day_and_a_result_after_a_week() throws IOException {
    UUID sent = send("rows");
    UUID result = files.keepResult(ANN, "text").id();

    pass(Duration.ofHours(23));
    assertThat(sweep().getLong("task files")).isZero();
    pass(Duration.ofHours(2));
    assertThat(sweep().getLong("task files")).isEqualTo(1);

    assertThat(failure(files.size(ANN, sent))).isInstanceOf(FailureException.class);
    assertThat(read(result)).isEqualTo("text");
    pass(Duration.ofDays(6));
    assertThat(sweep().getLong("task files")).isEqualTo(1);
  }

  @Test
  void parts_are_read_one_by_one_until_there_is_none() throws IOException {
    String text = "x".repeat(256 * 1024) + "the rest";
    UUID file = send(text);

    assertThat(await(files.size(ANN, file))).isEqualTo(text.length());
    assertThat(await(files.part(file, 0)).length()).isEqualTo(256 * 1024);
    assertThat(await(files.part(file, 1))).hasToString("the rest");
    assertThat(await(files.part(file, 2)).length()).isZero();
    assertThat(read(file)).isEqualTo(text);
  }
}
