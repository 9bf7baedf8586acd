package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.testing.SettableClock;

class AppliedTest {
  private final ModelMemory memory = new ModelMemory();
  private final Applied applied =
      new Applied(memory, new Recent(new SettableClock("2026-11-21T12:00:00Z")));
  private final Invalidation change = Invalidation.of(Mode.REMOVE, new Target.Key("k"));

  @Test
  void whatTheSharedTierHadFirstIsAppliedOnce() {
    assertThat(applied.isDone(change.id())).isFalse();
    applied.apply(change, Depth.BOTH);
    applied.apply(change, Depth.NEAR);
    applied.apply(change, Depth.BOTH);

    assertThat(memory.applied()).hasSize(1);
    assertThat(applied.isDone(change.id())).isTrue();
  }

  @Test
  void whatTheSharedTierGotLaterIsAppliedAgain() {
    applied.apply(change, Depth.NEAR);
    applied.apply(change, Depth.NEAR);
    assertThat(memory.applied()).hasSize(1);

    applied.apply(change, Depth.BOTH);

    assertThat(memory.applied()).hasSize(2);
  }

  @Test
  void aFloodOfOthersIsNotRemembered() {
    applied.apply(change, Depth.BOTH);
    for (int i = 0; i < Applied.MOST; i++) {
      applied.apply(Invalidation.of(Mode.REMOVE, new Target.Key("k")), Depth.BOTH);
    }

    assertThat(applied.isDone(change.id())).isFalse();
  }
}
