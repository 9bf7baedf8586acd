package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import verticles.coherence.CoherenceState;
import verticles.shared.TierState;

class CacheConditionTest {
  private static final TierState.Counts NOTHING =
      new TierState.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  private static final TierState REDIS = new TierState("redis", true, "", NOTHING);

  private static CoherenceState coherence(
      boolean trusted, boolean ledgerUp, List<String> silent, int unrecorded) {
    return new CoherenceState(trusted, Instant.EPOCH, 0, 0, 0, ledgerUp, silent, unrecorded);
  }

  @Test
  void whereAllIsWellThereIsNoTrouble() {
    assertThat(CacheCondition.troubles(REDIS, coherence(true, true, List.of(), 0))).isEmpty();
  }

  @Test
  void aNodeWithoutRedisInItsConfigurationIsWell() {
    TierState grid = new TierState("grid", false, TierState.NONE_CONFIGURED, NOTHING);

    assertThat(CacheCondition.troubles(grid, coherence(true, true, List.of(), 0))).isEmpty();
  }

  @Test
  void eachTroubleIsSaid() {
    TierState grid = new TierState("grid", false, "no answer in time", NOTHING);

    assertThat(CacheCondition.troubles(grid, coherence(false, false, List.of("erp"), 3)))
        .hasSize(5)
        .anyMatch(trouble -> trouble.contains("no answer in time"))
        .anyMatch(trouble -> trouble.contains("served from memory"))
        .anyMatch(trouble -> trouble.contains("1970"))
        .anyMatch(trouble -> trouble.contains("3 invalidations"))
        .anyMatch(trouble -> trouble.contains("erp"));
  }
}
