package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.BOB;
import static verticles.tasks.QueueFixture.request;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose task is next. */
class TaskTurnsTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void one_task_beside_ten_thousand_of_another_is_among_the_next() {
    fixture.enqueue(ANN, 10_000);
    UUID worker = fixture.worker();
    fixture.claim(worker, 50).forEach(task -> fixture.end(task, task.state().succeed()));
    UUID single = fixture.enqueue(BOB);

    List<Claimed> next = fixture.claim(worker, 4);

    assertThat(next.stream().map(Claimed::id)).contains(single);
  }

  @Test
  void owners_take_turns() {
    fixture.enqueue(ANN, 100);
    fixture.enqueue(BOB, 100);
    UUID worker = fixture.worker();

    List<Claimed> claimed = new ArrayList<>(fixture.claim(worker, 10));
    claimed.addAll(fixture.claim(worker, 10));

    assertThat(claimed.stream().filter(task -> task.owner().equals("ann"))).hasSize(10);
  }

  @Test
  void who_comes_back_is_not_served_for_the_time_of_their_absence() {
    fixture.enqueue(BOB, 1);
    UUID worker = fixture.worker();
    fixture.claim(worker, 1);
    fixture.enqueue(ANN, 200);
    fixture.claim(worker, 100);
    fixture.enqueue(BOB, 100);

    List<Claimed> claimed = fixture.claim(worker, 40);

    assertThat(claimed.stream().filter(task -> task.owner().equals("bob")).count())
        .isBetween(15L, 25L);
  }

  @Test
  void what_is_urgent_comes_first_and_what_is_low_last() {
    UUID low = fixture.tasks.enqueue(request(ANN, 1).withPriority(Priority.LOW)).await().id();
    UUID normal = fixture.tasks.enqueue(request(ANN, 1)).await().id();
    UUID urgent = fixture.tasks.enqueue(request(ANN, 1).withPriority(Priority.URGENT)).await().id();
    UUID worker = fixture.worker();

    List<UUID> order = IntStream.range(0, 3).mapToObj(i -> fixture.claimOne(worker).id()).toList();

    assertThat(order).containsExactly(urgent, normal, low);
  }
}
