package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.tasks.QueueFixture.ANN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Who claims a task has it alone. */
class TaskClaimTest {
  private final QueueFixture fixture = QueueFixture.ofSome();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_task_is_claimed_once_runs_and_succeeds() {
    UUID id = fixture.enqueue(ANN);
    UUID worker = fixture.worker();

    Claimed claimed = fixture.claimOne(worker);

    assertThat(claimed.id()).isEqualTo(id);
    assertThat(claimed.epoch()).isEqualTo(1);
    assertThat(claimed.state()).isEqualTo(new TaskState.Running(1, 0));
    assertThat(claimed.payload().getInteger("n")).isEqualTo(1);
    assertThat(fixture.claim(worker, 10)).isEmpty();
    assertThat(fixture.view(id).state()).isEqualTo("running");
    assertThat(fixture.end(claimed, claimed.state().succeed())).containsExactly(id);
    assertThat(fixture.view(id).state()).isEqualTo("succeeded");
    assertThat(fixture.view(id).percent()).isEqualTo(100);
    assertThat(fixture.view(id).attempts()).hasSize(1);
    assertThat(fixture.count("task_lease")).isZero();
  }

  @Test
  void four_claimers_at_once_lose_nothing_and_take_nothing_twice() throws InterruptedException {
    List<Caller> owners =
        IntStream.range(0, 20).mapToObj(i -> new Caller("user" + i, "north", Role.TRADER)).toList();
    owners.forEach(owner -> fixture.enqueue(owner, 100));
    ConcurrentLinkedQueue<UUID> taken = new ConcurrentLinkedQueue<>();
    List<Thread> claimers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      UUID worker = fixture.worker();
      claimers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (taken.size() < 2_000) {
                      for (Claimed task : fixture.claim(worker, 16)) {
                        taken.add(task.id());
                        fixture.end(task, task.state().succeed());
                      }
                    }
                  }));
    }
    for (Thread claimer : claimers) {
      claimer.join(Duration.ofSeconds(60));
    }

    assertThat(taken).hasSize(2_000);
    assertThat(new HashSet<>(taken)).hasSize(2_000);
    assertThat(fixture.count("task_ready")).isZero();
    assertThat(fixture.count("task WHERE state = 'succeeded'")).isEqualTo(2_000);
  }

  @Test
  void a_lane_that_fell_asleep_by_mistake_is_woken() {
    fixture.enqueue(ANN);
    fixture
        .postgres
        .query("UPDATE task_lane SET standing = 0", io.vertx.sqlclient.Tuple.tuple())
        .await();
    UUID worker = fixture.worker();

    assertThat(fixture.claim(worker, 1)).isEmpty();
    fixture.queue.tidyLanes().await();
    assertThat(fixture.claim(worker, 1)).hasSize(1);
  }
}
