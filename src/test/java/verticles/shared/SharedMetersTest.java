package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import verticles.testing.MemoryTier;

class SharedMetersTest {

  @Test
  void theMetersShowTheState() {
    MemoryTier tier = new MemoryTier();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new SharedMeters(tier).bindTo(registry);
    tier.find("a/b", List.of()).await();

    assertThat(registry.get("cache.shared.redis").gauge().value()).isOne();
    assertThat(registry.get("cache.shared.finds").tag("result", "miss").functionCounter().count())
        .isOne();
    assertThat(registry.get("cache.shared.finds").tag("result", "hit").functionCounter().count())
        .isZero();
  }
}
