package verticles.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is counted for one pattern of keys, from every thread. */
final class Tally {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder coalesced = new LongAdder();
  final LongAdder stale = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder loadMicros = new LongAdder();
  final LongAdder changed = new LongAdder();

  private final TtlAdvice advice = new TtlAdvice();
  private final String namespace;
  private final String pattern;
  private volatile String policy = "";

  Tally(String namespace, String pattern) {
    this.namespace = namespace;
    this.pattern = pattern;
  }

  String namespace() {
    return namespace;
  }

  String pattern() {
    return pattern;
  }

  String policy() {
    return policy;
  }

  void loaded(String policyName, long micros) {
    policy = policyName;
    loads.increment();
    loadMicros.add(micros);
  }

  /** Compares what a load brought with what was there before. */
  void observe(@Nullable Kept before, Kept loaded) {
    if (before != null) {
      CacheEntry old = before.entry();
      CacheEntry now = loaded.entry();
      boolean differs = !old.identity().etag().equals(now.identity().etag());
      if (differs) {
        changed.increment();
      }
      advice.loaded(Duration.ofMillis(now.storedAtMillis() - old.storedAtMillis()), differs);
    }
  }

  /** What the loads advise; empty as long as too little was seen. */
  Optional<TtlAdvice.Advice> advice(CacheConfig.Policy policyInForce) {
    return advice.advise(policyInForce.shortest(), policyInForce.longest());
  }

  /** How long what is loaded now is to be fresh. */
  Duration fresh(CacheConfig.Policy policyInForce) {
    return policyInForce.adaptive()
        ? advice(policyInForce).map(TtlAdvice.Advice::fresh).orElse(policyInForce.fresh())
        : policyInForce.fresh();
  }

  /** Load time that hits did not wait for: each is worth the mean load. */
  long savedMicros() {
    long done = loads.sum();
    return done == 0 ? 0 : hits.sum() * loadMicros.sum() / done;
  }
}
