package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.testing.SettableClock;

class RecentTest {
  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final Recent recent = new Recent(clock);

  private Invalidation add(Target target) {
    Invalidation change = Invalidation.of(Mode.REMOVE, target);
    recent.add(change);
    return change;
  }

  @Test
  void itTellsWhatCoversTheEntryNewestFirst() {
    Invalidation tag = add(new Target.Tag("t"));
    add(new Target.Key("other"));
    Invalidation key = add(new Target.Key("k"));

    assertThat(recent.covering("k", List.of("t"))).containsExactly(key, tag);
  }

  @Test
  void afterTenSecondsAndWhenTheClockWasSetBackItIsForgotten() {
    add(new Target.Key("k"));
    clock.pass(Duration.ofSeconds(10));
    assertThat(recent.covering("k", List.of())).hasSize(1);
    clock.pass(Duration.ofMillis(1));
    assertThat(recent.covering("k", List.of())).isEmpty();

    add(new Target.Key("k"));
    clock.pass(Duration.ofHours(-1));
    assertThat(recent.covering("k", List.of())).isEmpty();
  }

  @Test
  void atMostSixteenAreTold() {
    for (int i = 0; i < 40; i++) {
      add(new Target.Key("k"));
    }

    assertThat(recent.covering("k", List.of())).hasSize(16);
  }
}
