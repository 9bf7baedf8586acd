package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.testing.Patience;

@Timeout(60)
class GateTest {
  private final AtomicInteger live = new AtomicInteger();
  private final OwnLoads own = new OwnLoads();
  private final Gate gate =
      new Gate(
          new Pace(2, 2), new LiveLoads(() -> live.get() + own.questions(), own::bundles), own);
  private final AtomicInteger entered = new AtomicInteger();

  private void enterInTheBackground(int loads) {
    Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; i < loads; i++) {
                try {
                  gate.enter(1);
                } catch (InterruptedException e) {
                  return;
                }
                entered.incrementAndGet();
              }
            });
  }

  private void leave() {
    gate.answered();
    gate.leaveAfter(1, 1);
  }

  @Test
  void no_more_than_the_pace_allows_are_inside() throws InterruptedException {
    enterInTheBackground(5);
    Patience.until("two entered", () -> entered.get() == 2);
    Thread.sleep(50);
    assertThat(entered).hasValue(2);

    leave();

    Patience.until("a third entered", () -> entered.get() == 3);
  }

  @Test
  void while_somebody_waits_only_one_is_inside_and_afterwards_more_by_itself()
      throws InterruptedException {
    live.set(1);
    enterInTheBackground(2);
    Patience.until("one entered", () -> entered.get() == 1);
    Thread.sleep(50);
    assertThat(entered).hasValue(1);

    live.set(0);
    leave();

    Patience.until("the other entered", () -> entered.get() == 2);
  }

  @Test
  void it_is_empty_when_all_have_left() throws InterruptedException {
    gate.enter(1);
    gate.enter(1);
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    gate.awaitEmpty();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    leave();
    Thread.sleep(50);
    assertThat(waiting.isAlive()).isTrue();

    leave();

    assertThat(waiting.join(java.time.Duration.ofSeconds(30))).isTrue();
  }

  private void pass(int bundles) throws InterruptedException {
    for (int i = 0; i < bundles; i++) {
      int bundle = gate.enter(1000);
      answer(bundle);
      gate.leaveAfter(bundle, 1);
    }
  }

  private void answer(int questions) {
    for (int i = 0; i < questions; i++) {
      gate.answered();
    }
  }

  @Test
  void quick_bundles_grow_but_never_beyond_what_is_left() throws InterruptedException {
    pass(20);

    assertThat(gate.enter(1000)).isEqualTo(BundleSize.MOST);
    assertThat(gate.enter(3)).isEqualTo(3);
  }

  @Test
  void while_somebody_waits_single_questions_go() throws InterruptedException {
    pass(20);
    live.set(1);

    assertThat(gate.enter(1000)).isEqualTo(1);
  }

  @Test
  void answered_questions_of_a_bundle_that_is_still_inside_hide_no_live_load()
      throws InterruptedException {
    pass(20);
    int bundle = gate.enter(1000);

    answer(bundle - 1);

    assertThat(own.questions()).isEqualTo(1);
    assertThat(own.bundles()).isEqualTo(1);
    assertThat(new LiveLoads(() -> 3, () -> 2).others(own)).isEqualTo(3);
  }
}
