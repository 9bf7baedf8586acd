package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import verticles.identity.Role;
import verticles.testing.Patience;

/** Which tasks run beside each other after one of them took its worker with it. */
class SlotsTest {
  private final Slots slots =
      new Slots(new TaskTypes(List.of(SomeType.of("test.some", TaskLimits.perNode(8)))), 3);

  private Attempt begin(int crashes) {
    Attempt attempt =
        new Attempt(
            new Claimed(
                UUID.randomUUID(),
                1,
                "north",
                "ann",
                "test.some",
                new JsonObject(),
                new TaskState.Running(1, crashes),
                Optional.empty(),
                0),
            Role.TRADER,
            told -> true);
    slots.add(List.of(attempt));
    slots.begin().forEach(one -> one.enters(Thread.currentThread()));
    return attempt;
  }

  private static boolean runs(Attempt attempt) {
    return attempt.elapsed().isPositive();
  }

  @Test
  void a_long_one_that_lost_a_worker_does_not_keep_others_from_running() {
    Attempt hours = begin(1);
    assertThat(runs(begin(1))).as("at once").isFalse();
    slots.clearSuspects();

    Patience.until("it seems innocent", () -> hours.elapsed().compareTo(Slots.APART) > 0);

    assertThat(runs(hours)).isTrue();
    assertThat(runs(begin(1))).isTrue();
    assertThat(runs(begin(0))).isTrue();
  }

  @Test
  void one_with_a_last_chance_runs_with_no_other_suspect_beside_it() {
    Attempt last = begin(2);
    Patience.until("some time is over", () -> last.elapsed().compareTo(Slots.APART) > 0);
    assertThat(runs(last)).isTrue();
    assertThat(runs(begin(1))).isFalse();
    assertThat(runs(begin(2))).isFalse();
    assertThat(runs(begin(0))).isTrue();
    slots.clearSuspects();

    slots.next(last, last.elapsed());

    assertThat(runs(begin(2))).isTrue();
  }
}
