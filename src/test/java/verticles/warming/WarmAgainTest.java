package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.cache.CacheMessage;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Target;
import verticles.testing.Patience;

/** What an invalidation took is loaded again. */
@Timeout(120)
class WarmAgainTest {
  private final WarmFixture fixture = new WarmFixture();
  private final WarmNode node = fixture.node;

  @AfterEach
  void close() {
    fixture.close();
  }

  private long vitalStoredAt() {
    return Objects.requireNonNull(node.cache.peek(node.read("vital", "", Map.of()).key()))
        .storedAtMillis();
  }

  @Test
  void what_was_being_read_is_loaded_again_at_once_and_counts_as_no_read() {
    CacheMessage.Read busy = node.read("asked", "", Map.of("n", "1"));
    CacheMessage.Read idle = node.read("asked", "", Map.of("n", "2"));
    List.of(busy, busy, busy, idle).forEach(read -> node.cache.read(read).await());
    long misses = node.cache.statistics().misses();
    Invalidation all = Invalidation.of(verticles.invalidation.Mode.REMOVE, new Target.Tag("asked"));
    node.cache.whenInvalidated(node.warmer::invalidated);

    node.cache.memory().apply(all);

    Patience.until("it is there", () -> node.cache.holds(busy.key()));
    assertThat(node.cache.holds(idle.key())).isFalse();
    assertThat(node.cache.statistics().misses()).isEqualTo(misses);
  }

  @Test
  void what_an_invalidation_took_is_loaded_again_and_nothing_else() {
    node.warmer.critical(Duration.ofSeconds(30)).await();
    long storedAt = vitalStoredAt();
    fixture.clock.pass(Duration.ofHours(2));

    node.warmer.invalidated(
        Invalidation.of(verticles.invalidation.Mode.REMOVE, new Target.Tag("vital")));
    node.warmer.invalidated(
        Invalidation.of(verticles.invalidation.Mode.EXPIRE, new Target.Tag("number:17")));

    Patience.until(
        "both are there",
        () ->
            node.isFresh("vital", "", Map.of()) && node.isFresh("numbers", "", Map.of("n", "17")));
    assertThat(vitalStoredAt()).isGreaterThan(storedAt);
    assertThat(node.isFresh("numbers", "", Map.of("n", "18"))).isFalse();
  }
}
