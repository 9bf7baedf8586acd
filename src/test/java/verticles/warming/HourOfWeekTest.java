package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import verticles.testing.SettableClock;

/** What the weeks before say of an hour. */
class HourOfWeekTest {
  private final ReadWeeks weeks = new ReadWeeks();
  private final SettableClock clock = weeks.clock;
  private final HourOfWeek hours = weeks.hours;
  private final Map<Instant, Long> reads = weeks.reads;

  @Test
  void what_was_read_at_this_hour_each_week_is_certain() {
    weeks.readEachWeekBefore("2026-11-16T06:00:00Z", 8);

    assertThat(hours.forecast(reads)).isEqualTo(new HourOfWeek.Forecast(1, 10));
  }

  @Test
  void what_was_never_read_is_not_expected() {
    assertThat(hours.forecast(reads)).isEqualTo(new HourOfWeek.Forecast(0, 0));
  }

  @Test
  void other_hours_and_other_days_say_nothing() {
    weeks.readEachWeekBefore("2026-11-16T05:00:00Z", 8);
    weeks.readEachWeekBefore("2026-11-16T07:00:00Z", 8);
    weeks.readEachWeekBefore("2026-11-17T06:00:00Z", 8);
    weeks.readEachWeekBefore("2026-11-15T06:00:00Z", 8);

    assertThat(weeks.likelihood()).isZero();
  }

  @Test
  void this_weeks_own_reads_are_no_evidence_of_themselves() {
    weeks.read("2026-11-16T06:00:00Z", 1000);

    assertThat(weeks.likelihood()).isZero();
  }

  @Test
  void the_weeks_are_forgotten_by_half_in_two_weeks() {
    double all = 0;
    for (int week = 0; week < 8; week++) {
      all += Math.pow(0.5, week / 2.0);
    }
    weeks.read("2026-11-09T06:00:00Z", 4);
    double newest = weeks.likelihood();
    reads.clear();
    weeks.read("2026-10-26T06:00:00Z", 4);
    double twoOlder = weeks.likelihood();

    assertThat(newest).isCloseTo(1 / all, within(1e-12));
    assertThat(twoOlder).isCloseTo(newest / 2, within(1e-12));
  }

  @Test
  void a_habit_that_ended_three_weeks_ago_is_no_longer_likely() {
    weeks.readEachWeekBefore("2026-11-16T06:00:00Z", 8);
    for (int week = 1; week <= 3; week++) {
      reads.remove(Instant.parse("2026-11-16T06:00:00Z").minus(Duration.ofDays(7L * week)));
    }

    assertThat(hours.forecast(reads).isLikely()).isFalse();
  }

  @Test
  void a_habit_that_began_three_weeks_ago_is_likely() {
    weeks.readEachWeekBefore("2026-11-16T06:00:00Z", 3);

    assertThat(hours.forecast(reads).isLikely()).isTrue();
  }

  @Test
  void one_busy_hour_is_not_a_habit() {
    weeks.read("2026-10-05T06:00:00Z", 1_000_000);

    assertThat(hours.forecast(reads).isLikely()).isFalse();
  }

  @Test
  void the_ninth_week_is_forgotten() {
    weeks.read("2026-09-14T06:00:00Z", 10);

    assertThat(weeks.likelihood()).isZero();
  }

  @Test
  void weeks_before_anything_was_counted_do_not_weigh_against_a_question() {
    HourOfWeek young = new HourOfWeek(clock, Instant.parse("2026-11-09T06:30:00Z"));
    weeks.read("2026-11-09T06:00:00Z", 1);

    assertThat(young.forecast(reads).likelihood()).isEqualTo(1);
  }

  @Test
  void in_the_first_week_nothing_is_expected() {
    HourOfWeek fresh = new HourOfWeek(clock, Instant.parse("2026-11-12T00:00:00Z"));
    weeks.readEachWeekBefore("2026-11-16T06:00:00Z", 8);

    assertThat(fresh.evidence()).isEmpty();
    assertThat(fresh.forecast(reads).likelihood()).isZero();
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
