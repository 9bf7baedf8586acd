package verticles;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import verticles.cache.Cache;
import verticles.cache.NearCache;
import verticles.dataset.WarmDatasets;
import verticles.grid.Leadership;
import verticles.postgres.Postgres;
import verticles.warming.AccessHistory;
import verticles.warming.CacheWarmer;
import verticles.warming.CountedReads;
import verticles.warming.LiveLoads;
import verticles.warming.WarmingConfig;
import verticles.warming.WarmingVerticle;

/** Opens what warms the cache of a node, and waits a little for what is critical. */
record NodeWarming(
    WarmingConfig settings,
    WarmDatasets datasets,
    NearCache near,
    Postgres postgres,
    Leadership leadership,
    MeterRegistry meters,
    InstantSource clock) {

  /**
   * What was opened.
   *
   * @param reads the cache for those whose reads are to be remembered
   */
  record Opened(CacheWarmer warmer, Cache reads) {}

  Opened open(Vertx vertx, Ladder ladder) throws Exception {
    AccessHistory history = new AccessHistory(datasets, postgres, clock);
    LiveLoads live = new LiveLoads(near::runningLoads, postgres::waiting);
    CacheWarmer warmer =
        new CacheWarmer(settings, datasets, history, near, live, near::missed, clock, meters);
    new Deployments(vertx, ladder)
        .deploy("warming", () -> new WarmingVerticle(warmer, history, near::sweepHits, leadership));
    near.whenInvalidated(warmer::invalidated);
    ladder.climb("critical answers", () -> warmer.critical(settings.startPatience()).await());
    return new Opened(warmer, new CountedReads(near, history));
  }
}
