package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long QUICK = 200;
  private static final long SLOW = 500_000;

  private final Pace pace = new Pace(4, 16);
  private long now = 1_000_000;

  private int alone() {
    return pace.allowed(0, now);
  }

  private void finish(int loads, long micros) {
    for (int i = 0; i < loads; i++) {
      pace.finished(micros);
    }
  }

  @Test
  void it_begins_with_the_configured_parallelism() {
    assertThat(alone()).isEqualTo(4);
  }

  @Test
  void it_grows_to_the_most_while_nobody_waits_and_loads_are_quick() {
    finish(4, QUICK);
    int soon = alone();
    finish(1000, QUICK);

    assertThat(soon).isBetween(4, 5);
    assertThat(alone()).isEqualTo(16);
  }

  @Test
  void slow_loads_stay_at_the_configured_parallelism() {
    finish(1000, SLOW);

    assertThat(alone()).isEqualTo(4);
  }

  @Test
  void loads_that_become_slow_bring_it_back() {
    finish(1000, QUICK);
    finish(10, SLOW);

    assertThat(alone()).isEqualTo(4);
  }

  @Test
  void one_waiting_live_load_leaves_one() {
    finish(1000, QUICK);

    assertThat(pace.allowed(1, now)).isEqualTo(1);
    assertThat(pace.allowed(Pace.HEAVY - 1, now)).isEqualTo(1);
  }

  @Test
  void after_somebody_waited_it_grows_again_from_one() {
    finish(1000, QUICK);
    pace.allowed(1, now);

    int atOnce = alone();
    finish(3, QUICK);
    int soon = alone();
    finish(1000, QUICK);

    assertThat(atOnce).isEqualTo(1);
    assertThat(soon).isBetween(2, 3);
    assertThat(alone()).isEqualTo(16);
  }

  @Test
  void several_waiting_live_loads_pause_it_but_for_a_trickle() {
    int passed = 0;
    for (int millis = 0; millis < 10_000; millis++) {
      passed += pace.allowed(Pace.HEAVY, now + millis);
    }

    assertThat(passed).isEqualTo(40);
  }

  @Test
  void a_clock_set_back_does_not_pause_it_for_good() {
    assertThat(pace.allowed(Pace.HEAVY, now)).isEqualTo(1);
    now -= 3_600_000;

    assertThat(pace.allowed(Pace.HEAVY, now)).isEqualTo(1);
  }

  @Test
  void a_count_that_went_below_zero_is_nobody() {
    assertThat(pace.allowed(-3, now)).isEqualTo(4);
  }

  @Test
  void the_most_is_never_less_than_the_configured_parallelism() {
    Pace narrow = new Pace(8, 2);
    for (int i = 0; i < 100; i++) {
      narrow.finished(QUICK);
    }

    assertThat(narrow.allowed(0, now)).isEqualTo(8);
  }

  @Test
  void bundles_do_not_grow_beyond_the_configured_parallelism_but_come_back_to_it() {
    pace.allowed(1, now);
    for (int i = 0; i < 1000; i++) {
      pace.finished(2, QUICK);
    }

    assertThat(alone()).isEqualTo(4);
  }
}
