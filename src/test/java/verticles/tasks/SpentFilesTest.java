package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.testing.Patience;

/** When a file that a task used is deleted. */
class SpentFilesTest {
  private final WorkerFixture worker = new WorkerFixture();
  private final QueueFixture fixture = worker.fixture;

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void a_file_that_is_not_needed_any_more_goes_with_the_end_of_its_task_and_not_before()
      throws IOException {
    TaskFiles files = new TaskFiles(fixture.postgres);
    UUID file = files.keep(QueueFixture.ANN, new ByteArrayInputStream(new byte[10])).id();
    worker.work = (payload, context) -> TaskResult.of(payload).spending(file);

    worker.awaitState(worker.enqueue(), "succeeded");

    Patience.holds(() -> assertThat(files.found(file).await()).isEmpty());
  }

  @Test
  void a_worker_that_lost_its_task_deletes_no_file_that_the_next_one_needs() throws IOException {
    TaskFiles files = new TaskFiles(fixture.postgres);
    UUID file = files.keep(QueueFixture.ANN, new ByteArrayInputStream(new byte[10])).id();
    worker.work =
        (payload, context) -> {
          if (worker.runs.get() == 1) {
            fixture
                .postgres
                .query("UPDATE task_lease SET epoch = epoch + 1", Tuple.tuple())
                .await();
          }
          return TaskResult.of(payload).spending(file);
        };
    worker.enqueue();

    Patience.holds(
        () ->
            assertThat(worker.meters.get("spinreserve.tasks.stale").counter().count())
                .isGreaterThanOrEqualTo(1));
    assertThat(files.found(file).await()).isPresent();
  }
}
