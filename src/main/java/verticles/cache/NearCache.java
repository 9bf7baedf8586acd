package verticles.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import verticles.bus.Bus;
import verticles.coherence.NearMemory;
import verticles.invalidation.Invalidation;

/**
 * The cache of this node as its clients see it: what is in memory is answered at once in the
 * caller's thread, everything else is asked of the {@link CacheVerticle}.
 */
public final class NearCache implements Cache {
  /** The load's own failure is to arrive before the asking side gives up. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final CacheConfig config;
  private final Bus bus;
  private final InstantSource clock;
  private final CacheCounters counters = new CacheCounters();
  private final Policies policies;
  private final Memory memory;

  /** An empty cache; {@code bus} carries {@link CacheMessage} already. */
  public NearCache(CacheConfig config, Bus bus, InstantSource clock) {
    this.config = config;
    this.bus = bus;
    this.clock = clock;
    this.policies = new Policies(config.policies());
    this.memory =
        new Memory(
            new EntryStore(config.maxSize().bytes(), config.maxEntrySize().bytes(), counters),
            counters);
  }

  @Override
  public @Nullable CacheEntry peek(String key) {
    Kept kept = memory.answer(key, clock.millis());
    if (kept == null) {
      return null;
    }
    kept.hit();
    return kept.entry();
  }

  @Override
  public boolean holds(String key) {
    return memory.answer(key, clock.millis()) != null;
  }

  @Override
  public Future<CacheAnswer> read(CacheMessage.Read read) {
    CacheEntry fresh = peek(read.key());
    return fresh == null
        ? ask(read, read.policy())
        : Future.succeededFuture(new CacheAnswer(fresh, CacheAnswer.Status.HIT));
  }

  @Override
  public Future<CacheAnswer> refresh(CacheMessage.Read read) {
    return ask(new CacheMessage.Refresh(read), read.policy());
  }

  @Override
  public List<Future<CacheAnswer.Status>> warm(List<CacheMessage.Read> reads) {
    Future<CacheMessage.Warming> warming =
        bus.ask(CacheMessage.READS, new CacheMessage.Warm(reads), longest(reads).plus(GRACE));
    return IntStream.range(0, reads.size())
        .mapToObj(i -> warming.compose(begun -> begun.each().get(i)))
        .toList();
  }

  private Future<CacheAnswer> ask(CacheMessage question, String policy) {
    return bus.ask(CacheMessage.READS, question, limit(policy).plus(GRACE));
  }

  private Duration limit(String policy) {
    return policies.find(policy).map(known -> known.policy().hardTimeout()).orElse(Duration.ZERO);
  }

  private Duration longest(List<CacheMessage.Read> reads) {
    return reads.stream()
        .map(read -> limit(read.policy()))
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) < 0 ? other : one);
  }

  /** What happened since the start, and what is in memory now. */
  public CacheStatistics statistics() {
    return CacheStatistics.of(memory, counters);
  }

  /** Loads on their way. */
  public int runningLoads() {
    return memory.runningLoads();
  }

  /** Tells somebody of each invalidation after it counts here. */
  public void whenInvalidated(Consumer<Invalidation> listener) {
    memory.tell(listener);
  }

  /** Reports how often each key was hit since the last sweep; for one caller at a time. */
  public void sweepHits(ObjLongConsumer<String> history) {
    memory
        .entries()
        .all()
        .forEach(
            (key, kept) -> {
              long hits = kept.sweep();
              if (hits > 0) {
                history.accept(key, hits);
              }
            });
  }

  /**
   * Names the entries that were being read when they were put out of date: those that have been hit
   * at least twice, and once in ten seconds or more. Each is named once.
   */
  public List<String> missed() {
    long now = clock.millis();
    return memory.entries().all().entrySet().stream()
        .filter(one -> one.getValue().isMissed(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What coherence commands. */
  public NearMemory memory() {
    return memory;
  }

  /** Takes a changed policy over; entries that are there live by it, too. */
  void change(NamedPolicy changed) {
    if (policies.change(changed)) {
      memory.shorten(changed.name(), changed.policy());
    }
  }

  /** The rules that the verticle applies to what is not in memory. */
  ReadThrough readThrough(Loads loads) {
    return new ReadThrough(policies, memory, loads, clock, counters);
  }

  Memory remembered() {
    return memory;
  }

  Policies policies() {
    return policies;
  }

  CacheConfig config() {
    return config;
  }

  InstantSource clock() {
    return clock;
  }
}
