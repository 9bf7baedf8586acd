package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.WorkerFixture.await;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.testing.Patience;

/** What an attempt says of how far it is. */
class TaskProgressTest {
  private final WorkerFixture worker = new WorkerFixture();
  private final QueueFixture fixture = worker.fixture;

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void progress_and_a_checkpoint_are_seen_while_it_runs_and_the_next_attempt_goes_on_from_there() {
    CountDownLatch looked = new CountDownLatch(1);
    worker.work =
        (payload, context) -> {
          if (context.attempt() == 1) {
            context.progress(30, "a third");
            context.checkpoint(new JsonObject().put("page", 3));
            await(looked);
            throw TaskFailure.retryable("cut off");
          }
          return TaskResult.of(context.checkpoint().orElseThrow());
        };
    UUID id = worker.enqueue();

    Patience.holds(() -> assertThat(fixture.view(id).percent()).isEqualTo(30));
    assertThat(fixture.view(id).message()).isEqualTo("a third");
    looked.countDown();

    assertThat(worker.awaitState(id, "succeeded").result())
        .contains(new JsonObject().put("page", 3));
  }

  @Test
  void the_last_words_of_a_short_attempt_are_kept() {
    worker.work =
        (payload, context) -> {
          context.progress(40, "two of five");
          if (worker.runs.get() == 1) {
            throw TaskFailure.permanent("enough");
          }
          context.progress(90, "");
          context.progress(80, "five of five");
          return TaskResult.of(new JsonObject());
        };
    UUID id = worker.enqueue();

    TaskView failed = worker.awaitState(id, "failed");
    assertThat(failed.percent()).isEqualTo(40);
    assertThat(failed.message()).isEqualTo("two of five");

    worker.verticle.tasks().retry(QueueFixture.ANN, id).await();
    TaskView done = worker.awaitState(id, "succeeded");
    assertThat(done.message()).isEqualTo("five of five");
  }
}
