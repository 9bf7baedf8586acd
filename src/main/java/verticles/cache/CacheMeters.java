package verticles.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Exports the statistics of the near cache as meters. */
public final class CacheMeters implements MeterBinder {
  private final NearCache cache;

  /** Meters of that cache; they read it whenever they are scraped. */
  public CacheMeters(NearCache cache) {
    this.cache = cache;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    reads(registry, "hit", CacheStatistics::hits);
    reads(registry, "miss", CacheStatistics::misses);
    reads(registry, "stale", CacheStatistics::stale);
    reads(registry, "refresh", CacheStatistics::refreshes);
    reads(registry, "bypass", CacheStatistics::bypasses);
    counter("cache.coalesced", CacheStatistics::coalesced).register(registry);
    reads(registry, "negative", CacheStatistics::negativeHits);
    counter("cache.loads", CacheStatistics::loads).register(registry);
    counter("cache.load.failures", CacheStatistics::loadFailures).register(registry);
    counter("cache.evictions", CacheStatistics::evictions).register(registry);
    counter("cache.too.large", CacheStatistics::tooLarge).register(registry);
    counter("cache.early.refreshes", CacheStatistics::earlyRefreshes).register(registry);
    counter("cache.timeouts", CacheStatistics::timeouts).register(registry);
    counter("cache.overtaken", CacheStatistics::overtaken).register(registry);
    counter("cache.invalidations", CacheStatistics::invalidations).register(registry);
    counter("cache.forgotten", CacheStatistics::forgotten).register(registry);
    seconds("cache.load.time", CacheStatistics::loadMicros).register(registry);
    seconds("cache.saved.time", CacheStatistics::savedMicros).register(registry);
    Gauge.builder("cache.entries", cache, near -> near.statistics().entries()).register(registry);
    Gauge.builder("cache.size", cache, near -> near.statistics().bytes())
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
  }

  private void reads(MeterRegistry registry, String status, ToDoubleFunction<CacheStatistics> of) {
    counter("cache.reads", of).tag("status", status).register(registry);
  }

  private FunctionCounter.Builder<NearCache> seconds(
      String name, ToDoubleFunction<CacheStatistics> micros) {
    return counter(name, statistics -> micros.applyAsDouble(statistics) / 1e6).baseUnit("seconds");
  }

  private FunctionCounter.Builder<NearCache> counter(
      String name, ToDoubleFunction<CacheStatistics> of) {
    return FunctionCounter.builder(name, cache, near -> of.applyAsDouble(near.statistics()));
  }
}
