package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.coherence.Senders.Step;

class SendersTest {
  private static final Step DOUBT = new Step.Doubt();
  private static final Step TRUST = new Step.Trust();
  private static final Step FORGET = new Step.Forget();

  private final Senders senders = new Senders();
  private long now = 1_000;

  private List<Step> heard(String sender, long number) {
    return senders.heard(sender, "life", number, now);
  }

  private List<Step> promised(String sender, long newest) {
    return senders.promised(sender, "life", newest, now);
  }

  private List<Step> after(long millis) {
    now += millis;
    return senders.passed(now);
  }

  private static Step ask(String sender, long from, long to) {
    return new Step.Ask(sender, "life", from, to);
  }

  @Test
  void numbersInTurnNeedNothing() {
    for (int number = 1; number <= 100; number++) {
      assertThat(heard("a", number)).isEmpty();
    }
    assertThat(promised("a", 100)).isEmpty();
    assertThat(senders.waits()).isFalse();
  }

  @Test
  void aNumberThatComesLateWithinAMomentIsNotMissed() {
    heard("a", 1);
    heard("a", 3);
    assertThat(after(49)).isEmpty();

    assertThat(heard("a", 2)).isEmpty();

    assertThat(after(1_000)).isEmpty();
    assertThat(senders.gaps()).isZero();
  }

  @Test
  void aMissingNumberIsDoubtedAndAskedForAndItsComingRestoresTrust() {
    heard("a", 1);
    heard("a", 4);

    assertThat(after(50)).containsExactly(DOUBT, ask("a", 2, 3));
    assertThat(heard("a", 2)).isEmpty();
    assertThat(heard("a", 3)).containsExactly(TRUST);
    assertThat(senders.repairs()).isEqualTo(1);
  }

  @Test
  void aHeartbeatTellsOfWhatNobodyHeard() {
    heard("a", 1);

    assertThat(promised("a", 3)).isEmpty();
    assertThat(after(50)).containsExactly(DOUBT, ask("a", 2, 3));
  }

  @Test
  void aSenderSeenForTheFirstTimeIsAskedForItsPastButNotOneThatWasMet() {
    senders.met("met", "life", 70);

    promised("met", 70);
    promised("new", 5);

    assertThat(after(50)).containsExactly(DOUBT, ask("new", 1, 5));
  }

  @Test
  void aGapThatIsNotClosedInTimeForgetsEverything() {
    promised("a", 2);
    after(50);

    assertThat(after(499)).containsExactly(ask("a", 1, 2));
    assertThat(after(1)).containsExactly(FORGET, TRUST);
    assertThat(heard("a", 3)).isEmpty();
    assertThat(senders.waits()).isFalse();
  }

  @Test
  void moreThanASenderKeepsIsForgottenAtOnce() {
    assertThat(promised("a", Senders.RING + 1)).containsExactly(FORGET);
  }

  @Test
  void trustWaitsForTheLastOfSeveralGaps() {
    promised("a", 1);
    promised("b", 1);
    assertThat(after(50)).containsOnlyOnce(DOUBT).contains(ask("a", 1, 1), ask("b", 1, 1));

    assertThat(heard("a", 1)).isEmpty();
    assertThat(heard("b", 1)).containsExactly(TRUST);
  }

  @Test
  void aSenderThatBeganAnewWithAnOpenGapCannotCloseIt() {
    promised("a", 2);
    after(50);

    assertThat(senders.promised("a", "another life", 0, now)).containsExactly(FORGET, TRUST);
    assertThat(senders.heard("a", "another life", 1, now)).isEmpty();
  }

  @Test
  void aSenderThatLeftWithAnOpenGapCannotCloseIt() {
    promised("a", 2);
    promised("b", 2);
    after(50);

    assertThat(senders.retain(Set.of("b"))).containsExactly(FORGET);
    assertThat(senders.retain(Set.of())).containsExactly(FORGET, TRUST);
  }

  @Test
  void aSenderThatLeftIsNewWhenItComesBack() {
    heard("a", 1);
    heard("a", 2);
    senders.retain(Set.of());

    promised("a", 2);

    assertThat(after(50)).contains(DOUBT);
  }

  @Test
  void duplicatesChangeNothing() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      steps.addAll(heard("a", 1));
      steps.addAll(heard("a", 2));
      steps.addAll(promised("a", 1));
    }

    assertThat(steps).isEmpty();
    assertThat(after(1_000)).isEmpty();
  }
}
