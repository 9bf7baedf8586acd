package verticles.cache;

import java.util.concurrent.atomic.LongAdder;

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

  /** Load time that hits did not wait for: each is worth the mean load. */
  long savedMicros() {
    long done = loads.sum();
    return done == 0 ? 0 : hits.sum() * loadMicros.sum() / done;
  }
}
