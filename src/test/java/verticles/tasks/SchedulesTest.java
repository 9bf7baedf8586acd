package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.tasks.QueueFixture.ADMIN;
import static verticles.tasks.QueueFixture.ANN;
import static verticles.tasks.QueueFixture.BOB;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.FailureException;
import verticles.identity.Caller;

class SchedulesTest {
  private static final String TYPE = "test.some";
  private final QueueFixture fixture = new QueueFixture(SomeType.of(TYPE, TaskLimits.perNode(4)));

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Schedule schedule(Caller owner, String name, String cron) {
    return new Schedule(
        owner, name, TYPE, new JsonObject(), Priority.NORMAL, cron, "UTC", Optional.empty());
  }

  private void comeDue() {
    fixture
        .postgres
        .query(
            "UPDATE task_schedule SET next_at = clock_timestamp() - interval '3 hours'",
            Tuple.tuple())
        .await();
  }

  @Test
  void what_is_due_fires_once_however_many_nodes_look_and_however_often_it_was_missed()
      throws InterruptedException {
    fixture.tasks.schedule(schedule(ANN, "often", "*/5 * * * *")).await();
    comeDue();
    AtomicInteger fired = new AtomicInteger();
    List<Thread> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(Thread.ofVirtual().start(() -> fired.addAndGet(fixture.schedules.fireDue())));
    }
    for (Thread node : nodes) {
      node.join(Duration.ofSeconds(30));
    }

    assertThat(fired).hasValue(1);
    assertThat(fixture.count("task")).isEqualTo(1);
    assertThat(fixture.count("task_fire WHERE task_id IS NOT NULL")).isEqualTo(1);
    assertThat(fixture.count("task_schedule WHERE next_at > clock_timestamp()")).isEqualTo(1);
    assertThat(fixture.schedules.fireDue()).isZero();
  }

  @Test
  void owners_see_and_delete_their_own() {
    fixture.tasks.schedule(schedule(ANN, "mine", "0 6 * * *")).await();

    assertThat(fixture.tasks.schedules(ANN).await()).hasSize(1);
    assertThat(fixture.tasks.schedules(BOB).await()).isEmpty();
    assertThat(fixture.tasks.schedules(ADMIN).await()).hasSize(1);
    assertThatThrownBy(() -> fixture.tasks.unschedule(BOB, "mine").await())
        .isInstanceOf(FailureException.class);
    fixture.tasks.unschedule(ANN, "mine").await();
    assertThat(fixture.tasks.schedules(ANN).await()).isEmpty();
  }

  @Test
  void another_one_of_the_name_takes_its_place() {
    fixture.tasks.schedule(schedule(ANN, "mine", "0 6 * * *")).await();
    fixture.tasks.schedule(schedule(ANN, "mine", "0 7 * * *")).await();

    assertThat(fixture.tasks.schedules(ANN).await().getFirst().cron()).isEqualTo("0 7 * * *");
    assertThat(fixture.tasks.schedules(ANN).await().getFirst().nextAt().orElseThrow().toString())
        .contains("T07:00");
  }

  @Test
  void what_never_fires_and_what_its_owner_may_not_ask_for_is_refused() {
    assertThatThrownBy(() -> fixture.tasks.schedule(schedule(ANN, "no", "0 0 30 2 *")).await())
        .isInstanceOf(FailureException.class);
    assertThatThrownBy(
            () ->
                fixture
                    .tasks
                    .schedule(
                        schedule(
                            new Caller("eve", "north", verticles.identity.Role.VIEWER),
                            "no",
                            "0 0 * * *"))
                    .await())
        .isInstanceOf(FailureException.class);
  }

  @Test
  void an_owner_has_at_most_fifty() {
    for (int i = 0; i < 50; i++) {
      fixture.tasks.schedule(schedule(ANN, "s" + i, "0 6 * * *")).await();
    }

    assertThatThrownBy(() -> fixture.tasks.schedule(schedule(ANN, "more", "0 6 * * *")).await())
        .hasMessageContaining("50");
    fixture.tasks.schedule(schedule(ANN, "s7", "0 8 * * *")).await();
  }
}
