package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TtlAdviceTest {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  private static TtlAdvice.Advice advised(TtlAdvice advice) {
    return advice.advise(SHORTEST, LONGEST).orElseThrow();
  }

  private static TtlAdvice seen(int loads, int changes, Duration interval) {
    TtlAdvice advice = new TtlAdvice();
    for (int i = 0; i < loads; i++) {
      advice.loaded(interval, i < changes);
    }
    return advice;
  }

  /** Loads of a thing that changes at that rate, after intervals between two bounds. */
  private static TtlAdvice simulated(long seed, double rate, double from, double to, int loads) {
    Random random = new Random(seed);
    TtlAdvice advice = new TtlAdvice();
    for (int i = 0; i < loads; i++) {
      double seconds = from + (to - from) * random.nextDouble();
      boolean changed = random.nextDouble() < -Math.expm1(-rate * seconds);
      advice.loaded(Duration.ofNanos((long) (seconds * 1e9)), changed);
    }
    return advice;
  }

  @Test
  void nine_loads_are_too_few_and_ten_are_enough() {
    assertThat(seen(9, 3, Duration.ofMinutes(1)).advise(SHORTEST, LONGEST)).isEmpty();
    assertThat(seen(10, 3, Duration.ofMinutes(1)).advise(SHORTEST, LONGEST)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"10,1", "10,10", "50,25", "100,99", "256,3"})
  void for_equal_intervals_it_is_the_formula_of_the_paper(int loads, int changes) {
    double paper = -Math.log((loads - changes + 0.5) / (loads + 0.5)) / 60;

    double rate = advised(seen(loads, changes, Duration.ofMinutes(1))).changesPerSecond();

    assertThat(rate).isCloseTo(paper, within(paper * 1e-9));
  }

  @Test
  void the_advised_time_keeps_five_percent_outdated_by_its_own_formula() {
    TtlAdvice.Advice advice = advised(seen(50, 20, Duration.ofMinutes(1)));

    double exposure = advice.changesPerSecond() * advice.fresh().toMillis() / 1000;

    assertThat(TtlAdvice.outdatedShare(exposure)).isCloseTo(0.05, within(0.0001));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0001, 0.001, 0.01, 0.05})
  void the_rate_of_simulated_processes_is_found_from_irregular_loads(double rate) {
    double mean = 0;
    for (int seed = 0; seed < 200; seed++) {
      double scale = 1 / rate;
      mean += advised(simulated(seed, rate, 0.05 * scale, 1.5 * scale, 100)).changesPerSecond();
    }

    assertThat(mean / 200).isCloseTo(rate, within(rate * 0.05));
  }

  @Test
  void the_advice_served_to_a_simulated_process_is_outdated_five_percent_of_the_time() {
    double rate = 1.0 / 300;
    double ttl = 0;
    for (int seed = 0; seed < 100; seed++) {
      ttl += advised(simulated(seed, rate, 20, 600, 200)).fresh().toMillis() / 1000.0 / 100;
    }
    Random random = new Random(7);
    int outdated = 0;
    for (int read = 0; read < 200_000; read++) {
      double age = ttl * random.nextDouble();
      double nextChange = -Math.log(1 - random.nextDouble()) / rate;
      outdated += nextChange < age ? 1 : 0;
    }

    assertThat(outdated / 200_000.0).isBetween(0.04, 0.06);
  }

  @Test
  void what_never_changed_may_live_the_longer_the_longer_it_was_watched() {
    Duration hour = advised(seen(10, 0, Duration.ofMinutes(6))).fresh();
    Duration day = advised(seen(240, 0, Duration.ofMinutes(6))).fresh();

    assertThat(hour).isBetween(Duration.ofMinutes(11), Duration.ofMinutes(13));
    assertThat(day.toSeconds()).isCloseTo(24 * hour.toSeconds(), within(30L));
  }

  @Test
  void the_policy_bounds_the_advice_and_the_reason_says_so() {
    TtlAdvice fast = seen(20, 20, Duration.ofSeconds(1));
    TtlAdvice still = seen(200, 0, Duration.ofHours(1));

    TtlAdvice.Advice least = fast.advise(Duration.ofMinutes(1), LONGEST).orElseThrow();
    TtlAdvice.Advice most = still.advise(SHORTEST, Duration.ofMinutes(5)).orElseThrow();

    assertThat(least.fresh()).isEqualTo(Duration.ofMinutes(1));
    assertThat(least.reason())
        .startsWith("20 of 20 loads found a change")
        .contains("no less than 60 s");
    assertThat(most.fresh()).isEqualTo(Duration.ofMinutes(5));
    assertThat(most.reason()).startsWith("none of 200 loads").contains("no more than 5 min");
  }

  @Test
  void the_reason_names_the_share_and_the_rate_it_was_made_of() {
    String reason = advised(seen(40, 10, Duration.ofMinutes(2))).reason();

    assertThat(reason)
        .isEqualTo(
            "10 of 40 loads found a change, about one in 7 min: 44 s keeps outdated answers at 5 %");
  }

  @Test
  void a_pattern_that_changes_its_ways_is_followed() {
    TtlAdvice advice = seen(TtlAdvice.REMEMBERED, 0, Duration.ofMinutes(1));
    Duration before = advised(advice).fresh();
    for (int i = 0; i < TtlAdvice.REMEMBERED; i++) {
      advice.loaded(Duration.ofMinutes(1), true);
    }

    assertThat(advised(advice).fresh()).isLessThan(before.dividedBy(100));
    assertThat(advised(advice).reason()).startsWith("256 of 256");
  }

  @Test
  void two_loads_at_the_same_moment_are_no_observation() {
    TtlAdvice advice = seen(9, 1, Duration.ofMinutes(1));
    advice.loaded(Duration.ZERO, true);
    advice.loaded(Duration.ofSeconds(-5), true);

    assertThat(advice.advise(SHORTEST, LONGEST)).isEmpty();
  }
}
