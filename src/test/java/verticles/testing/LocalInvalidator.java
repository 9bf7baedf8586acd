package verticles.testing;

import io.vertx.core.Future;
import java.util.List;
import verticles.coherence.Invalidator;
import verticles.coherence.NearMemory;
import verticles.coherence.Receipt;
import verticles.invalidation.Invalidation;
import verticles.shared.SharedTier;

/** A cluster of one node, whose invalidations cannot get lost. */
public record LocalInvalidator(NearMemory memory, SharedTier tier) implements Invalidator {
  @Override
  public Future<Receipt> invalidate(Invalidation invalidation) {
    long near = memory.apply(invalidation);
    return tier.apply(invalidation).map(shared -> new Receipt(near, shared, 1, 0, true));
  }

  @Override
  public List<Invalidation> recent(String key, List<String> tags) {
    return List.of();
  }

  @Override
  public void learn(List<Invalidation> known) {
    known.forEach(memory::apply);
  }
}
