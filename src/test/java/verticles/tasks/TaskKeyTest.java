package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.BOB;
import static verticles.tasks.QueueFixture.failure;
import static verticles.tasks.QueueFixture.request;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;

/** Who asks twice with one key asked once. */
class TaskKeyTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_same_key_and_body_is_the_first_task_and_another_body_is_refused() {
    Enqueued first = fixture.tasks.enqueue(request(ANN, 1).withKey("k")).await();
    Enqueued again = fixture.tasks.enqueue(request(ANN, 1).withKey("k")).await();

    assertThat(first.how()).isEqualTo(Enqueued.How.MADE);
    assertThat(again).isEqualTo(new Enqueued(first.id(), Enqueued.How.REPLAYED));
    assertThat(failure(fixture.tasks.enqueue(request(ANN, 2).withKey("k"))))
        .isEqualTo(Failure.CONFLICT);
    assertThat(fixture.tasks.enqueue(request(BOB, 2).withKey("k")).await().how())
        .isEqualTo(Enqueued.How.MADE);
  }

  @Test
  void of_many_requests_with_one_key_at_once_one_makes_a_task() {
    List<Future<Enqueued>> asked =
        IntStream.range(0, 20)
            .mapToObj(i -> fixture.tasks.enqueue(request(ANN, 1).withKey("same")))
            .toList();

    Set<UUID> ids = new HashSet<>();
    asked.forEach(one -> ids.add(one.await().id()));

    assertThat(ids).hasSize(1);
    assertThat(fixture.count("task")).isEqualTo(1);
  }
}
