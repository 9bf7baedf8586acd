package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void nothing_has_percentiles_of_nothing() {
    assertThat(new Times().percentile(99)).isZero();
  }

  @Test
  void percentiles_are_at_most_nine_percent_too_high_and_never_too_low() {
    Times times = new Times();
    long[] values = new Random(7).longs(5_000, 20, 3_000_000).sorted().toArray();
    LongStream.of(values).forEach(times::add);

    for (double percent : new double[] {1, 50, 95, 99, 99.9, 100}) {
      double exact = values[(int) Math.ceil(percent / 100 * values.length) - 1];
      assertThat(times.percentile(percent)).isBetween(exact * 0.999999, exact * 1.1 + 1);
    }
  }

  @Test
  void what_is_kept_is_what_is_read() {
    Times times = new Times();
    LongStream.of(0, 0, 1, 50, 1_000_000, Long.MAX_VALUE).forEach(times::add);

    Times read = Times.of(times.kept());
    read.add(times);

    assertThat(read.count()).isEqualTo(12);
    assertThat(read.percentile(40)).isEqualTo(times.percentile(40));
    assertThat(read.percentile(0)).isZero();
  }

  @Test
  void what_is_kept_badly_does_no_harm() {
    assertThat(Times.of(new Integer[] {-5, 1, 100_000, 1, 3}).count()).isEqualTo(2);
    assertThat(new Times().percentile(50)).isCloseTo(0, Percentage.withPercentage(0));
  }
}
