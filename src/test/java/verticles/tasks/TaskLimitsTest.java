package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.BOB;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.identity.Caller;
import verticles.identity.Role;

/** How many may run at once, and how many may start. */
class TaskLimitsTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void limits_hold_for_the_cluster_and_for_each_owner_and_nobody_waits_behind_them() {
    try (QueueFixture limited =
        new QueueFixture(
            SomeType.of(
                "test.limited",
                TaskLimits.perNode(100)
                    .inCluster(6)
                    .ofOwner(OptionalInt.of(2), OptionalInt.empty())))) {
      limited.enqueue(ANN, 50);
      limited.enqueue(BOB, 50);
      UUID one = limited.worker();
      UUID two = limited.worker();

      List<Claimed> first = limited.claim(one, 100);

      assertThat(first).hasSize(4);
      assertThat(limited.claim(two, 100)).isEmpty();
      limited.enqueue(new Caller("cid", "north", Role.TRADER), 50);
      limited.enqueue(new Caller("dan", "north", Role.TRADER), 50);
      assertThat(limited.claim(two, 100)).hasSize(2);
      limited.end(first.getFirst(), first.getFirst().state().succeed());
      assertThat(limited.claim(two, 100)).hasSize(1);
    }
  }

  @Test
  void limits_are_not_passed_by_many_claimers_at_once() throws InterruptedException {
    try (QueueFixture limited =
        new QueueFixture(SomeType.of("test.limited", TaskLimits.perNode(100).inCluster(5)))) {
      for (int i = 0; i < 10; i++) {
        limited.enqueue(new Caller("user" + i, "north", Role.TRADER), 5);
      }
      ConcurrentLinkedQueue<Claimed> all = new ConcurrentLinkedQueue<>();
      List<Thread> claimers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        UUID worker = limited.worker();
        claimers.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int round = 0; round < 20; round++) {
                        all.addAll(limited.claim(worker, 3));
                      }
                    }));
      }
      for (Thread claimer : claimers) {
        claimer.join(Duration.ofSeconds(30));
      }

      assertThat(all).hasSize(5);
    }
  }

  @Test
  void a_rate_lets_a_sixth_of_a_minute_start_at_once() {
    try (QueueFixture limited =
        new QueueFixture(
            SomeType.of(
                "test.rated",
                TaskLimits.perNode(100).ofOwner(OptionalInt.empty(), OptionalInt.of(60))))) {
      limited.enqueue(ANN, 50);
      limited.enqueue(BOB, 50);
      UUID worker = limited.worker();

      assertThat(limited.claim(worker, 100)).hasSize(20);
      assertThat(limited.claim(worker, 100).size()).isLessThan(10);
    }
  }
}
