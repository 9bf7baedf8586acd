package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import verticles.identity.Role;
import verticles.notify.Notice;
import verticles.notify.Notifier;

class TellerTest {
  private final List<Notice> passed = new ArrayList<>();
  private final List<Notice> kept = new ArrayList<>();
  private Future<List<TaskView>> known = Future.succeededFuture(List.of());
  private final Teller teller =
      new Teller(
          new Notifier() {
            @Override
            public Future<Void> publish(Notice notice) {
              kept.add(notice);
              return Future.succeededFuture();
            }

            @Override
            public void pass(Collection<Notice> notices) {
              passed.addAll(notices);
            }
          },
          asked -> known);

  private static Claimed claimed(String owner) {
    return new Claimed(
        UUID.randomUUID(),
        1,
        "north",
        owner,
        "test.some",
        new JsonObject(),
        new TaskState.Waiting().claim(1, 0),
        Optional.empty(),
        0);
  }

  private static TaskView view(Claimed task, String state) {
    return new TaskView(
        task.id(),
        task.type(),
        task.organisation(),
        task.owner(),
        Priority.NORMAL,
        state,
        new JsonObject(),
        1,
        0,
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        0,
        "",
        new JsonArray(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        new JsonArray(),
        false,
        "");
  }

  private static Attempt running(Claimed task) {
    return new Attempt(task, Role.TRADER, told -> true);
  }

  private void end(Claimed task, TaskState state) {
    teller.ended(List.of(QueueFixture.ending(task, state)), Set.of(task.id()));
  }

  private void speak(Attempt... attempts) {
    teller.speak(List.of(attempts)).await();
  }

  private static Stream<String> told(List<Notice> notices) {
    return notices.stream()
        .filter(notice -> notice.audience().text().startsWith("user:"))
        .map(
            notice -> {
              JsonObject payload = new JsonObject(notice.payload());
              return notice.audience().text()
                  + " "
                  + notice.type()
                  + " "
                  + payload.getString("state")
                  + (payload.containsKey("percent") ? " " + payload.getInteger("percent") : "");
            });
  }

  @Test
  void of_many_steps_only_the_last_is_told_and_what_does_not_move_is_not_told_again() {
    Claimed task = claimed("ann");
    Attempt attempt = running(task);
    teller.claimed(List.of(task));
    IntStream.rangeClosed(1, 40).forEach(step -> attempt.progress(step, "step " + step));

    speak(attempt);
    speak(attempt);

    assertThat(told(passed)).containsExactly("user:ann task.moved running 40");
    assertThat(passed.getFirst().key()).isEqualTo(task.id().toString());
    assertThat(kept).isEmpty();
  }

  @Test
  void an_end_is_kept_and_no_progress_is_told_after_it() {
    Claimed task = claimed("ann");
    teller.claimed(List.of(task));
    end(task, new TaskState.Running(1, 0).succeed());

    speak();

    assertThat(told(passed)).isEmpty();
    assertThat(told(kept)).containsExactly("user:ann task.ended succeeded");
  }

  @Test
  void an_end_that_was_refused_is_told_by_who_holds_the_task_now() {
    Claimed task = claimed("ann");
    teller.claimed(List.of(task));
    speak();
    teller.ended(
        List.of(QueueFixture.ending(task, new TaskState.Running(1, 0).succeed())), Set.of());

    speak();

    assertThat(kept).isEmpty();
  }

  @Test
  void a_retry_that_the_database_made_a_cancellation_of_is_told_as_such() {
    Claimed task = claimed("ann");
    teller.claimed(List.of(task));
    end(task, new TaskState.Running(1, 0).giveBack());
    known = Future.succeededFuture(List.of(view(task, "cancelled")));

    speak();

    assertThat(told(kept)).containsExactly("user:ann task.ended cancelled");
  }

  @Test
  void what_cannot_be_looked_up_is_told_when_it_can() {
    Claimed task = claimed("ann");
    teller.lookUp(List.of(task.id()));
    known = Future.failedFuture("away");
    speak();
    known = Future.succeededFuture(List.of(view(task, "quarantined")));

    speak();

    assertThat(told(kept)).containsExactly("user:ann task.ended quarantined");
  }

  @Test
  void many_ends_of_one_owner_are_told_together_and_none_is_left_out() {
    List<Claimed> tasks = Stream.generate(() -> claimed("ann")).limit(400).toList();
    Claimed other = claimed("bob");
    teller.claimed(tasks);
    teller.claimed(List.of(other));
    speak();
    tasks.forEach(task -> end(task, new TaskState.Running(1, 0).succeed()));
    end(other, new TaskState.Running(1, 0).succeed());

    speak();

    assertThat(kept)
        .extracting(notice -> notice.audience().text() + " " + notice.type())
        .containsExactly("user:ann tasks.ended", "user:ann tasks.ended", "user:bob task.ended");
    assertThat(
            kept.stream()
                .map(notice -> new JsonObject(notice.payload()))
                .filter(payload -> payload.containsKey("tasks"))
                .flatMap(
                    payload -> payload.getJsonObject("tasks").getJsonArray("succeeded").stream())
                .map(String::valueOf))
        .containsExactlyElementsOf(tasks.stream().map(task -> task.id().toString()).toList());
    assertThat(told(passed)).startsWith("user:ann tasks.changed null");
  }

  @Test
  void admins_hear_that_something_moved_and_nothing_of_it_five_speeches_apart() {
    Claimed task = claimed("ann");
    Attempt attempt = running(task);
    for (int speech = 0; speech < 10; speech++) {
      attempt.progress(speech, "secret");
      speak(attempt);
    }

    assertThat(passed)
        .filteredOn(notice -> notice.audience().text().equals("role:admin"))
        .hasSize(2)
        .allSatisfy(notice -> assertThat(notice.payload()).isEqualTo("{\"whose\":\"any\"}"));
    assertThat(told(passed)).hasSize(10);
  }

  @Test
  void what_the_configuration_asks_for_is_told_to_admins() {
    teller.stands(
        new TaskNews(
            UUID.randomUUID(), "", "system", "retention.sweep", "failed", 0, "no space", false));

    speak();

    assertThat(kept.getFirst().audience().text()).isEqualTo("role:admin");
  }
}
