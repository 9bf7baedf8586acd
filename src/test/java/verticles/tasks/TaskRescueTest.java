package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.told;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the tasks of a worker that is silent. */
class TaskRescueTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_stale_worker_can_write_nothing() {
    UUID id = fixture.enqueue(ANN);
    UUID stale = fixture.worker();
    Claimed its = fixture.claimOne(stale);
    UUID other = fixture.worker();
    fixture.settle(other);
    fixture.silence(stale, QueueFixture.LEASE.multipliedBy(2));

    TaskQueue.Rescued rescued = fixture.queue.rescue(other, 3).await();
    Claimed again = fixture.claimOne(other);

    assertThat(rescued).isEqualTo(new TaskQueue.Rescued(1, 0));
    assertThat(again.epoch()).isEqualTo(2);
    assertThat(again.state()).isEqualTo(new TaskState.Running(1, 1));
    assertThat(fixture.end(its, its.state().succeed())).isEmpty();
    assertThat(fixture.queue.tell(List.of(told(its))).await()).isEmpty();
    assertThat(fixture.view(id).state()).isEqualTo("running");
    assertThat(fixture.end(again, again.state().succeed())).containsExactly(id);
  }

  @Test
  void a_worker_that_was_silent_claims_nothing_before_it_says_that_it_lives() {
    fixture.enqueue(ANN);
    UUID worker = fixture.worker();
    fixture.silence(worker, QueueFixture.LEASE.multipliedBy(2));

    assertThat(fixture.claim(worker, 1)).isEmpty();
    fixture.queue.beat(worker, "node-1").await();
    assertThat(fixture.claim(worker, 1)).hasSize(1);
  }

  @Test
  void who_was_silent_itself_takes_nothing_from_others() {
    fixture.enqueue(ANN);
    UUID one = fixture.worker();
    UUID two = fixture.worker();
    fixture.settle(two);
    fixture.claimOne(one);
    fixture.silence(one, QueueFixture.LEASE.multipliedBy(2));
    fixture.silence(two, QueueFixture.LEASE.multipliedBy(2));
    fixture.queue.beat(two, "node-2").await();

    assertThat(fixture.queue.rescue(two, 3).await().tasks()).isZero();
  }

  @Test
  void a_task_that_takes_three_workers_with_it_is_quarantined_and_can_be_tried_again() {
    UUID id = fixture.enqueue(ANN);
    UUID sweeper = fixture.worker();
    fixture.settle(sweeper);
    for (int i = 0; i < 3; i++) {
      UUID worker = fixture.worker();
      fixture.queue.begin(fixture.claimOne(worker)).await();
      fixture.silence(worker, QueueFixture.LEASE.multipliedBy(2));
      fixture.queue.rescue(sweeper, 3).await();
    }

    assertThat(fixture.view(id).state()).isEqualTo("quarantined");
    assertThat(fixture.view(id).crashes()).isEqualTo(3);
    assertThat(fixture.view(id).attempt()).isZero();
    assertThat(fixture.tasks.retry(ANN, id).await().state()).isEqualTo("waiting");
    assertThat(fixture.claim(sweeper, 1)).hasSize(1);
  }

  @Test
  void what_was_never_let_run_beside_a_bad_one_is_not_blamed_twice() {
    UUID id = fixture.enqueue(ANN);
    UUID sweeper = fixture.worker();
    fixture.settle(sweeper);
    for (int i = 0; i < 4; i++) {
      UUID worker = fixture.worker();
      fixture.claimOne(worker);
      fixture.silence(worker, QueueFixture.LEASE.multipliedBy(2));
      fixture.queue.rescue(sweeper, 3).await();
    }

    assertThat(fixture.view(id).state()).isEqualTo("waiting");
    assertThat(fixture.view(id).crashes()).isEqualTo(1);
  }
}
