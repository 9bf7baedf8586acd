package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.testing.SettableClock;

class HourOfWeekTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  /** A Monday. */
  private final SettableClock clock = new SettableClock("2026-11-16T06:00:00Z");

  private final HourOfWeek hours = new HourOfWeek(clock, LONG_AGO);
  private final Map<Instant, Long> reads = new HashMap<>();

  private void read(String hour, long count) {
    reads.put(Instant.parse(hour), count);
  }

  private void readEachWeekBefore(String hour, int weeks) {
    for (int week = 1; week <= weeks; week++) {
      reads.put(Instant.parse(hour).minus(Duration.ofDays(7L * week)), 10L);
    }
  }

  private double likelihood() {
    return hours.forecast(reads).likelihood();
  }

  @Test
  void what_was_read_at_this_hour_each_week_is_certain() {
    readEachWeekBefore("2026-11-16T06:00:00Z", 8);

    assertThat(hours.forecast(reads)).isEqualTo(new HourOfWeek.Forecast(1, 10));
  }

  @Test
  void what_was_never_read_is_not_expected() {
    assertThat(hours.forecast(reads)).isEqualTo(new HourOfWeek.Forecast(0, 0));
  }

  @Test
  void other_hours_and_other_days_say_nothing() {
    readEachWeekBefore("2026-11-16T05:00:00Z", 8);
    readEachWeekBefore("2026-11-16T07:00:00Z", 8);
    readEachWeekBefore("2026-11-17T06:00:00Z", 8);
    readEachWeekBefore("2026-11-15T06:00:00Z", 8);

    assertThat(likelihood()).isZero();
  }

  @Test
  void this_weeks_own_reads_are_no_evidence_of_themselves() {
    read("2026-11-16T06:00:00Z", 1000);

    assertThat(likelihood()).isZero();
  }

  @Test
  void the_weeks_are_forgotten_by_half_in_two_weeks() {
    double all = 0;
    for (int week = 0; week < 8; week++) {
      all += Math.pow(0.5, week / 2.0);
    }
    read("2026-11-09T06:00:00Z", 4);
    double newest = likelihood();
    reads.clear();
    read("2026-10-26T06:00:00Z", 4);
    double twoOlder = likelihood();

    assertThat(newest).isCloseTo(1 / all, within(1e-12));
    assertThat(twoOlder).isCloseTo(newest / 2, within(1e-12));
  }

  @Test
  void a_habit_that_ended_three_weeks_ago_is_no_longer_likely() {
    readEachWeekBefore("2026-11-16T06:00:00Z", 8);
    for (int week = 1; week <= 3; week++) {
      reads.remove(Instant.parse("2026-11-16T06:00:00Z").minus(Duration.ofDays(7L * week)));
    }

    assertThat(hours.forecast(reads).isLikely()).isFalse();
  }

  @Test
  void a_habit_that_began_three_weeks_ago_is_likely() {
    readEachWeekBefore("2026-11-16T06:00:00Z", 3);

    assertThat(hours.forecast(reads).isLikely()).isTrue();
  }

  @Test
  void one_busy_hour_is_not_a_habit() {
    read("2026-10-05T06:00:00Z", 1_000_000);

    assertThat(hours.forecast(reads).isLikely()).isFalse();
  }

  @Test
  void the_ninth_week_is_forgotten() {
    read("2026-09-14T06:00:00Z", 10);

    assertThat(likelihood()).isZero();
  }

  @Test
  void weeks_before_anything_was_counted_do_not_weigh_against_a_question() {
    HourOfWeek young = new HourOfWeek(clock, Instant.parse("2026-11-09T06:30:00Z"));
    read("2026-11-09T06:00:00Z", 1);

    assertThat(young.forecast(reads).likelihood()).isEqualTo(1);
  }

  @Test
  void in_the_first_week_nothing_is_expected() {
    HourOfWeek fresh = new HourOfWeek(clock, Instant.parse("2026-11-12T00:00:00Z"));
    readEachWeekBefore("2026-11-16T06:00:00Z", 8);

    assertThat(fresh.evidence()).isEmpty();
    assertThat(fresh.forecast(reads).likelihood()).isZero();
  }

  @Test
  void the_coming_hour_begins_now() {
    readEachWeekBefore("2026-11-16T07:00:00Z", 8);

    clock.set("2026-11-16T06:00:00Z");
    double onTheHour = likelihood();
    clock.set("2026-11-16T06:09:59Z");
    double shortlyAfter = likelihood();
    clock.set("2026-11-16T06:10:00Z");
    double later = likelihood();
    clock.set("2026-11-16T06:59:00Z");
    double before = likelihood();

    assertThat(onTheHour).isZero();
    assertThat(shortlyAfter).isZero();
    assertThat(later).isEqualTo(1);
    assertThat(before).isEqualTo(1);
  }

  @Test
  void the_last_minutes_of_an_hour_are_not_waited_for() {
    readEachWeekBefore("2026-11-16T06:00:00Z", 8);

    clock.set("2026-11-16T06:50:00Z");
    double tenMinutesLeft = likelihood();
    clock.set("2026-11-16T06:51:00Z");
    double nineMinutesLeft = likelihood();

    assertThat(tenMinutesLeft).isEqualTo(1);
    assertThat(nineMinutesLeft).isZero();
  }

  @Test
  void between_two_hours_the_likelier_one_counts() {
    readEachWeekBefore("2026-11-16T06:00:00Z", 1);
    readEachWeekBefore("2026-11-16T07:00:00Z", 8);
    clock.set("2026-11-16T06:30:00Z");

    assertThat(likelihood()).isEqualTo(1);
    assertThat(hours.evidence()).hasSize(16);
  }

  @Test
  void an_hour_of_the_week_ends_where_the_week_does() {
    clock.set("2026-11-15T23:30:00Z");
    readEachWeekBefore("2026-11-16T00:00:00Z", 8);

    assertThat(likelihood()).isEqualTo(1);
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

  /** A desk that reads at eight on work days of Copenhagen, and forgets it now and then. */
  @Test
  void a_seeded_desk_is_foreseen_and_the_weekend_is_not() {
    Random random = new Random(20261121);
    ZoneId copenhagen = ZoneId.of("Europe/Copenhagen");
    Instant hour = Instant.parse("2026-08-24T00:00:00Z");
    int foreseen = 0;
    int mornings = 0;
    int wrong = 0;
    int others = 0;
    for (; hour.isBefore(Instant.parse("2026-10-24T00:00:00Z")); hour = hour.plusSeconds(3600)) {
      var local = hour.atZone(copenhagen);
      boolean morning = local.getHour() == 8 && local.getDayOfWeek().getValue() <= 5;
      boolean reads = random.nextDouble() < (morning ? 0.95 : 0.02);
      clock.set(hour.toString());
      boolean expected = hours.forecast(this.reads).isLikely();
      if (hour.isAfter(Instant.parse("2026-10-01T00:00:00Z"))) {
        mornings += morning ? 1 : 0;
        foreseen += morning && expected ? 1 : 0;
        others += morning ? 0 : 1;
        wrong += !morning && expected ? 1 : 0;
      }
      if (reads) {
        this.reads.put(hour, 1L + random.nextInt(20));
      }
    }

    assertThat((double) foreseen / mornings).isGreaterThan(0.9);
    assertThat((double) wrong / others).isLessThan(0.01);
  }
}
