package verticles.shared;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import verticles.shared.TierState.Counts;

/** Exports what the shared tier did since the start of this node. */
public final class SharedMeters implements MeterBinder {
  private final SharedTier tier;

  /** Meters of that tier; they read it whenever they are scraped. */
  public SharedMeters(SharedTier tier) {
    this.tier = tier;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter("cache.shared.finds", Counts::hits).tag("result", "hit").register(registry);
    counter("cache.shared.finds", Counts::misses).tag("result", "miss").register(registry);
    counter("cache.shared.finds", Counts::outdated).tag("result", "outdated").register(registry);
    counter("cache.shared.finds", Counts::unsealed).tag("result", "unsealed").register(registry);
    counter("cache.shared.kept", Counts::kept).register(registry);
    counter("cache.shared.overtaken", Counts::overtaken).register(registry);
    counter("cache.shared.failures", Counts::failures).register(registry);
    counter("cache.shared.body", Counts::bodyBytes).baseUnit(BaseUnits.BYTES).register(registry);
    counter("cache.shared.stored", Counts::storedBytes)
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    counter("cache.shared.time", counts -> counts.micros() / 1e6)
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("cache.shared.redis", tier, known -> known.state().trusted() ? 1 : 0)
        .description("1 while Redis is trusted, else 0")
        .register(registry);
  }

  private FunctionCounter.Builder<SharedTier> counter(String name, ToDoubleFunction<Counts> of) {
    return FunctionCounter.builder(name, tier, known -> of.applyAsDouble(known.state().counts()));
  }
}
