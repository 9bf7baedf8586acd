package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import verticles.ItemHistory.Outdated;
import verticles.ItemHistory.Way;

/** The judge of the long run: a judge that finds nothing would let everything pass. */
class ItemHistoryTest {
  private final ItemHistory history = new ItemHistory();

  private Outdated read(long value, Duration later) {
    return history.judge(value, System.nanoTime() + later.toNanos());
  }

  @Test
  void the_newest_value_is_never_outdated() {
    history.acknowledged(1, Way.REMOVE);

    assertThat(read(1, Duration.ofHours(1)).age()).isZero();
    assertThat(read(2, Duration.ofHours(1)).age()).isZero();
  }

  @Test
  void an_older_value_is_forbidden_after_the_grace_of_the_newer_one() {
    history.acknowledged(1, Way.TRIGGER);
    history.acknowledged(2, Way.EXPIRE);

    assertThat(read(1, Duration.ofSeconds(1)).forbidden()).isFalse();
    assertThat(read(1, Duration.ofSeconds(3)).forbidden()).isTrue();
    assertThat(read(1, Duration.ofSeconds(3)).newer()).isEqualTo(2);
  }

  @Test
  void a_commit_that_only_the_trigger_saw_has_longer() {
    history.acknowledged(1, Way.TRIGGER);

    assertThat(read(0, Duration.ofSeconds(4)).forbidden()).isFalse();
    assertThat(read(0, Duration.ofSeconds(6)).forbidden()).isTrue();
  }

  @Test
  void a_read_that_began_before_the_acknowledgement_may_be_old() {
    history.acknowledged(1, Way.REMOVE);

    assertThat(read(0, Duration.ofSeconds(-1)).age()).isZero();
  }
}
