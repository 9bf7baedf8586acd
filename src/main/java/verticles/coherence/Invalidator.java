package verticles.coherence;

import io.vertx.core.Future;
import java.util.List;
import verticles.invalidation.Invalidation;

/** Tells the cluster what is out of date. Safe to call from every thread. */
public interface Invalidator {

  /**
   * Makes an invalidation count in the memory of every node and in the shared tier.
   *
   * @return fails with UNAVAILABLE when it could be kept nowhere that outlives this node
   */
  Future<Receipt> invalidate(Invalidation invalidation);

  /** What this node has applied within the last ten seconds and covers an entry; at most 16. */
  List<Invalidation> recent(String key, List<String> tags);

  /** Applies what another node knows and this one may have missed. */
  void learn(List<Invalidation> known);
}
