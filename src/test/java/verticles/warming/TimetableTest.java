package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.testing.SettableClock;
import verticles.warming.WarmRequest.Mode;
import verticles.warming.WarmingConfig.Scheduled;

class TimetableTest {
  private final SettableClock clock = new SettableClock("2026-11-20T05:59:59Z");

  private Timetable timetable(Scheduled... scheduled) {
    return new Timetable(List.of(scheduled), clock);
  }

  @Test
  void a_run_is_due_at_its_minute_and_once() {
    Timetable timetable = timetable(new Scheduled("0 6 * * *", Mode.PREDICTED, "UTC"));

    assertThat(timetable.due()).isEmpty();
    clock.set("2026-11-20T06:00:00Z");
    assertThat(timetable.due()).containsExactly(Mode.PREDICTED);
    clock.set("2026-11-20T06:00:30Z");
    assertThat(timetable.due()).isEmpty();
    clock.set("2026-11-21T06:00:01Z");
    assertThat(timetable.due()).containsExactly(Mode.PREDICTED);
  }

  @Test
  void the_hour_is_that_of_its_time_zone() {
    Timetable timetable = timetable(new Scheduled("0 7 * * 1-5", Mode.FULL, "Europe/Copenhagen"));

    clock.set("2026-11-20T06:00:00Z");
    assertThat(timetable.due()).containsExactly(Mode.FULL);
    clock.set("2026-11-22T23:00:00Z");
    assertThat(timetable.due()).isEmpty();
  }

  @Test
  void what_was_missed_is_due_once() {
    Timetable timetable = timetable(new Scheduled("*/5 * * * *", Mode.POPULAR, "UTC"));

    clock.pass(Duration.ofDays(3));

    assertThat(timetable.due()).containsExactly(Mode.POPULAR);
    assertThat(timetable.due()).isEmpty();
  }

  @Test
  void a_mode_that_is_due_twice_runs_once() {
    Timetable timetable =
        timetable(
            new Scheduled("0 * * * *", Mode.FULL, "UTC"),
            new Scheduled("0 6 * * *", Mode.FULL, "UTC"),
            new Scheduled("0 6 * * *", Mode.CRITICAL, "UTC"));

    clock.set("2026-11-20T06:00:00Z");

    assertThat(timetable.due()).containsExactly(Mode.FULL, Mode.CRITICAL);
  }

  @Test
  void a_clock_set_back_does_not_silence_it() {
    Timetable timetable = timetable(new Scheduled("0 * * * *", Mode.FULL, "UTC"));
    clock.set("2026-11-20T06:00:00Z");
    timetable.due();

    clock.set("2026-11-20T03:30:00Z");
    assertThat(timetable.due()).isEmpty();
    clock.set("2026-11-20T04:00:00Z");

    assertThat(timetable.due()).containsExactly(Mode.FULL);
  }

  @Test
  void a_local_time_that_the_clocks_skip_is_not_lost_for_the_day_after() {
    clock.set("2026-03-28T12:00:00Z");
    Timetable timetable = timetable(new Scheduled("30 2 * * *", Mode.FULL, "Europe/Copenhagen"));

    clock.set("2026-03-29T12:00:00Z");
    timetable.due();
    clock.set("2026-03-30T00:30:00Z");

    assertThat(timetable.due()).containsExactly(Mode.FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 6 * *", "0 25 * * *", "x * * * *", "0 0 6 * * *"})
  void a_bad_expression_is_refused_with_an_example(String cron) {
    assertThatThrownBy(() -> new Scheduled(cron, Mode.FULL, "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 6 * * 1-5");
  }

  @Test
  void a_time_zone_that_does_not_exist_and_a_mode_without_a_list_are_refused() {
    assertThatThrownBy(() -> new Scheduled("0 6 * * *", Mode.FULL, "Europe/Kobenhavn"))
        .hasMessageContaining("IANA");
    assertThatThrownBy(() -> new Scheduled("0 6 * * *", Mode.DATASETS, "UTC"))
        .hasMessageContaining("mode");
  }
}
