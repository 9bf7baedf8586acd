package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.FailureException;

class CronTest {
  private static List<String> next(String cron, String zone, String from, int many) {
    Cron times = Cron.of(cron, zone);
    List<String> found = new ArrayList<>();
    Instant at = Instant.parse(from);
    for (int i = 0; i < many; i++) {
      at = times.after(at).orElseThrow();
      found.add(at.toString());
    }
    return found;
  }

  @Test
  void a_named_hour_is_that_of_the_zone() {
    assertThat(next("0 6 * * 1-5", "Europe/Brussels", "2026-11-20T12:00:00Z", 2))
        .containsExactly("2026-11-23T05:00:00Z", "2026-11-24T05:00:00Z");
  }

  @Test
  void an_hour_that_the_clock_skips_counts_at_the_end_of_the_gap() {
    assertThat(next("30 2 * * *", "Europe/Brussels", "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void an_hour_that_the_clock_repeats_counts_once() {
    assertThat(next("30 2 * * *", "Europe/Brussels", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    assertThat(next("30 2 * * *", "Europe/Brussels", "2026-10-25T00:45:00Z", 1))
        .containsExactly("2026-10-26T01:30:00Z");
  }

  @Test
  void what_is_due_every_few_minutes_follows_the_time_that_passes() {
    assertThat(next("*/30 * * * *", "Europe/Brussels", "2026-10-24T23:45:00Z", 4))
        .containsExactly(
            "2026-10-25T00:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:30:00Z");
    assertThat(next("*/30 * * * *", "Europe/Brussels", "2026-03-29T00:15:00Z", 3))
        .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z");
  }

  @Test
  void a_year_of_days_is_a_year_of_days_in_every_zone() {
    for (String zone : List.of("UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran")) {
      assertThat(next("15 2 * * *", zone, "2026-01-01T00:00:00Z", 365))
          .as(zone)
          .doesNotHaveDuplicates()
          .isSorted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4 *", "0 12 31 6,9 *"})
  void what_never_fires_is_refused(String cron) {
    assertThatThrownBy(() -> Cron.of(cron, "UTC", Instant.parse("2026-01-01T00:00:00Z")))
        .isInstanceOfSatisfying(
            FailureException.class,
            bad -> assertThat(bad.errors().getFirst().pointer()).isEqualTo("/cron"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * *", "61 * * * *", "@every", "0 0 * * * *", "a b c d e"})
  void what_is_no_expression_is_refused(String cron) {
    assertThatThrownBy(() -> Cron.of(cron, "UTC")).isInstanceOf(FailureException.class);
  }

  @Test
  void a_zone_that_does_not_exist_is_named() {
    assertThatThrownBy(() -> Cron.of("0 0 * * *", "Europe/Nowhere"))
        .isInstanceOfSatisfying(
            FailureException.class,
            bad -> assertThat(bad.errors().getFirst().pointer()).isEqualTo("/timeZone"));
  }
}
