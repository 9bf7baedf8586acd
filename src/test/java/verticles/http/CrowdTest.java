package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdTest {
  private static final long START = 1_800_000_000_000L;

  private final List<Boolean> told = new ArrayList<>();
  private final Crowd crowd = new Crowd(told::add);
  private final long[] before = new long[64];
  private long now = START;

  /** Each of so many connections asks ten times in each period, for so many periods. */
  private void ask(int connections, int periods) {
    long end = now + periods * Crowd.PERIOD_MILLIS;
    for (; now < end; now += Crowd.PERIOD_MILLIS / 10) {
      for (int each = 0; each < connections; each++) {
        crowd.asks(before[each], now);
        before[each] = now;
      }
    }
  }

  @Test
  void many_at_a_time_are_a_crowd_and_it_is_told_once() {
    ask(Crowd.MANY, 20);

    assertThat(told).containsExactly(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, Crowd.MANY - 1})
  void few_are_none_however_much_they_ask(int connections) {
    ask(connections, 20);

    assertThat(told).isEmpty();
  }

  @Test
  void who_asks_now_and_then_is_counted_when_he_does() {
    for (int round = 0; round < 200; round++, now += Crowd.PERIOD_MILLIS / 4) {
      crowd.asks(before[round % before.length], now);
      before[round % before.length] = now;
    }

    assertThat(told).isEmpty();
  }

  @Test
  void it_stays_one_until_few_are_left() {
    ask(Crowd.MANY, 3);
    ask(Crowd.FEW, 10);
    assertThat(told).containsExactly(true);

    ask(Crowd.FEW - 1, 3);

    assertThat(told).containsExactly(true, false);
  }

  @Test
  void it_is_gone_after_a_silence() {
    ask(Crowd.MANY, 3);
    now += 60_000;

    ask(1, 1);

    assertThat(told).containsExactly(true, false);
  }

  @Test
  void a_clock_that_is_set_back_keeps_nothing_from_being_seen() {
    ask(Crowd.MANY, 3);
    now -= 3_600_000;

    ask(1, 3);

    assertThat(told).containsExactly(true, false);
  }
}
