package verticles;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import verticles.coherence.CoherenceState;
import verticles.http.HealthPart;
import verticles.http.HealthPart.State;
import verticles.http.HealthPart.Status;
import verticles.shared.TierState;

/**
 * What the health document says of the cache: which store the nodes share, and whether this node
 * hears of everything that is out of date.
 */
final class CacheCondition {
  private final NodeCache cache;
  private final InstantSource clock;
  private State last;

  CacheCondition(NodeCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
    this.last = new State(Status.STARTING, "", clock.instant());
  }

  HealthPart part() {
    return new HealthPart("cache", this::state);
  }

  private synchronized State state() {
    List<String> troubles = troubles(cache.shared().state(), cache.coherence().state());
    Status status = troubles.isEmpty() ? Status.UP : Status.DEGRADED;
    Instant since = status == last.status() ? last.since() : clock.instant();
    String detail =
        troubles.isEmpty()
            ? "shared tier: " + cache.shared().state().store()
            : String.join("; ", troubles);
    last = new State(status, detail, since);
    return last;
  }

  /** Without Redis in the configuration the grid is the shared tier, as it should be. */
  static List<String> troubles(TierState tier, CoherenceState coherence) {
    List<String> troubles = new ArrayList<>();
    if (!tier.reason().isEmpty() && !tier.reason().equals(TierState.NONE_CONFIGURED)) {
      troubles.add("Redis is not used: " + tier.reason() + "; shared tier: " + tier.store());
    }
    if (!coherence.trusted()) {
      troubles.add("an invalidation may be missing: nothing is served from memory");
    }
    if (!coherence.ledgerUp()) {
      troubles.add(
          "the record of invalidations was last read at %s".formatted(coherence.lastRead()));
    }
    if (coherence.unrecorded() > 0) {
      troubles.add("%d invalidations wait to be recorded".formatted(coherence.unrecorded()));
    }
    if (!coherence.silentSources().isEmpty()) {
      troubles.add(
          "the changes of %s cannot be read"
              .formatted(String.join(", ", coherence.silentSources())));
    }
    return troubles;
  }
}
