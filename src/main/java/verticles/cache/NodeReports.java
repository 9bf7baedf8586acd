package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import verticles.cache.CacheReport.HotKey;
import verticles.cache.CacheReport.NodeReport;
import verticles.cache.CacheReport.PatternReport;
import verticles.cache.CacheReport.SharedReport;
import verticles.shared.SharedTier;
import verticles.shared.TierState;

/** Makes the report of this node. */
final class NodeReports {
  private static final int HOTTEST = 20;

  private final String node;
  private final NearCache cache;
  private final SharedTier tier;
  private final Vertx vertx;
  private final long sinceMillis;

  NodeReports(String node, NearCache cache, SharedTier tier, Vertx vertx) {
    this.node = node;
    this.cache = cache;
    this.tier = tier;
    this.vertx = vertx;
    this.sinceMillis = cache.clock().millis();
  }

  /** Looks at every entry, so not on an event loop. */
  Future<NodeReport> make() {
    return vertx.executeBlocking(this::report, false).map(Objects::requireNonNull);
  }

  private NodeReport report() {
    return new NodeReport(
        node,
        sinceMillis,
        cache.remembered().trusted().isGiven(),
        cache.statistics(),
        shared(tier.state()),
        cache.remembered().tallies().all().stream().map(this::pattern).toList(),
        hottest());
  }

  private static SharedReport shared(TierState state) {
    TierState.Counts counts = state.counts();
    // where nobody wants a Redis the grid is the tier, as it should be
    boolean asItShouldBe = state.reason().equals(TierState.NONE_CONFIGURED);
    return new SharedReport(
        state.store(),
        state.trusted() || asItShouldBe,
        asItShouldBe ? "" : state.reason(),
        counts.hits(),
        counts.misses(),
        counts.outdated(),
        counts.kept(),
        counts.overtaken(),
        counts.failures(),
        counts.unsealed(),
        counts.bodyBytes(),
        counts.storedBytes(),
        counts.micros());
  }

  private PatternReport pattern(Tally tally) {
    Optional<CacheConfig.Policy> policy =
        cache.policies().find(tally.policy()).map(NamedPolicy::policy);
    Optional<TtlAdvice.Advice> advice = policy.flatMap(tally::advice);
    return new PatternReport(
        tally.namespace(),
        tally.pattern(),
        tally.policy(),
        tally.hits.sum(),
        tally.misses.sum(),
        tally.stale.sum(),
        tally.coalesced.sum(),
        tally.loads.sum(),
        tally.loadFailures.sum(),
        tally.loadMicros.sum(),
        tally.savedMicros(),
        tally.changed.sum(),
        policy.map(tally::fresh).map(Duration::toSeconds).orElse(0L),
        advice.map(given -> Math.max(1, given.fresh().toSeconds())).orElse(0L),
        advice.map(TtlAdvice.Advice::reason).orElse(""),
        policy.map(CacheConfig.Policy::adaptive).orElse(false));
  }

  private List<HotKey> hottest() {
    return cache.remembered().entries().all().entrySet().stream()
        .filter(entry -> entry.getValue().hits() > 0)
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Kept> entry) -> entry.getValue().hits())
                .reversed())
        .limit(HOTTEST)
        .map(
            entry ->
                new HotKey(
                    entry.getKey(),
                    entry.getValue().hits(),
                    EntryStore.weight(entry.getKey(), entry.getValue())))
        .toList();
  }
}
