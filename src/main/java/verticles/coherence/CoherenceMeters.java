package verticles.coherence;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;

/** Exports how this node hears of what is out of date. */
public final class CoherenceMeters implements MeterBinder {
  private final Supplier<CoherenceState> state;

  /** Meters of that state; they ask for it whenever they are scraped. */
  public CoherenceMeters(Supplier<CoherenceState> state) {
    this.state = state;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("cache.coherence.gaps", state, now -> now.get().gaps())
        .register(registry);
    FunctionCounter.builder("cache.coherence.repairs", state, now -> now.get().repairs())
        .register(registry);
    FunctionCounter.builder("cache.coherence.forgets", state, now -> now.get().forgets())
        .register(registry);
    Gauge.builder("cache.coherence.unrecorded", state, now -> now.get().unrecorded())
        .register(registry);
    Gauge.builder("cache.coherence.trusted", state, now -> now.get().trusted() ? 1 : 0)
        .description("1 while nothing is known to be missing, else 0")
        .register(registry);
    Gauge.builder("cache.coherence.ledger", state, now -> now.get().ledgerUp() ? 1 : 0)
        .description("1 while the record of invalidations can be read, else 0")
        .register(registry);
  }
}
