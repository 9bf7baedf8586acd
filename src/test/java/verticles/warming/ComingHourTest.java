package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.testing.SettableClock;

/** Which hour is the coming one. */
class ComingHourTest {
  private final ReadWeeks weeks = new ReadWeeks();
  private final SettableClock clock = weeks.clock;
  private final HourOfWeek hours = weeks.hours;

  @Test
  void the_coming_hour_begins_now() {
    weeks.readEachWeekBefore("2026-11-16T07:00:00Z", 8);

    clock.set("2026-11-16T06:00:00Z");
    double onTheHour = weeks.likelihood();
    clock.set("2026-11-16T06:09:59Z");
    double shortlyAfter = weeks.likelihood();
    clock.set("2026-11-16T06:10:00Z");
    double later = weeks.likelihood();
    clock.set("2026-11-16T06:59:00Z");
    double before = weeks.likelihood();

    assertThat(onTheHour).isZero();
    assertThat(shortlyAfter).isZero();
    assertThat(later).isEqualTo(1);
    assertThat(before).isEqualTo(1);
  }

  @Test
  void the_last_minutes_of_an_hour_are_not_waited_for() {
    weeks.readEachWeekBefore("2026-11-16T06:00:00Z", 8);

    clock.set("2026-11-16T06:50:00Z");
    double tenMinutesLeft = weeks.likelihood();
    clock.set("2026-11-16T06:51:00Z");
    double nineMinutesLeft = weeks.likelihood();

    assertThat(tenMinutesLeft).isEqualTo(1);
    assertThat(nineMinutesLeft).isZero();
  }

  @Test
  void between_two_hours_the_likelier_one_counts() {
    weeks.readEachWeekBefore("2026-11-16T06:00:00Z", 1);
    weeks.readEachWeekBefore("2026-11-16T07:00:00Z", 8);
    clock.set("2026-11-16T06:30:00Z");

    assertThat(weeks.likelihood()).isEqualTo(1);
    assertThat(hours.evidence()).hasSize(16);
  }

  @Test
  void an_hour_of_the_week_ends_where_the_week_does() {
    clock.set("2026-11-15T23:30:00Z");
    weeks.readEachWeekBefore("2026-11-16T00:00:00Z", 8);

    assertThat(weeks.likelihood()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-29T00:00:00Z",
        "2026-03-29T01:00:00Z",
        "2026-03-29T02:00:00Z",
        "2026-10-25T00:00:00Z",
        "2026-10-25T01:00:00Z",
        "2026-10-25T02:00:00Z",
        "2026-01-01T00:00:00Z"
      })
  void no_hour_is_lost_or_doubled_where_local_clocks_are_changed(String hour) {
    clock.set(hour);

    assertThat(hours.evidence())
        .hasSize(8)
        .doesNotHaveDuplicates()
        .allSatisfy(
            before -> {
              assertThat(before.atZone(ZoneOffset.UTC).getHour())
                  .isEqualTo(Instant.parse(hour).atZone(ZoneOffset.UTC).getHour());
              assertThat(DayOfWeek.from(before.atZone(ZoneOffset.UTC)))
                  .isEqualTo(DayOfWeek.from(Instant.parse(hour).atZone(ZoneOffset.UTC)));
            });
  }

  @Test
  void each_hour_of_a_year_has_eight_of_its_own_before_it() {
    clock.set("2026-01-01T00:00:00Z");
    for (int hour = 0; hour < 8760; hour++) {
      Instant now = clock.instant();
      assertThat(hours.evidence())
          .hasSize(8)
          .allMatch(before -> Duration.between(before, now).toHours() % 168 == 0);
      clock.pass(Duration.ofHours(1));
    }
  }
}
