package verticles.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import verticles.bus.Bus;

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
  private final EntryStore entries;

  /** An empty cache; {@code bus} carries {@link CacheMessage} already. */
  public NearCache(CacheConfig config, Bus bus, InstantSource clock) {
    this.config = config;
    this.bus = bus;
    this.clock = clock;
    this.entries =
        new EntryStore(config.maxSize().bytes(), config.maxEntrySize().bytes(), counters);
  }

  @Override
  public @Nullable CacheEntry peek(String key) {
    CacheEntry entry = entries.find(key);
    if (entry == null || !entry.isFresh(clock.millis())) {
      return null;
    }
    counters.hits.increment();
    return entry;
  }

  @Override
  public Future<CacheAnswer> read(CacheMessage.Read read) {
    CacheEntry fresh = peek(read.key());
    return fresh == null
        ? ask(read)
        : Future.succeededFuture(new CacheAnswer(fresh, CacheAnswer.Status.HIT));
  }

  @Override
  public Future<CacheAnswer> refresh(CacheMessage.Read read) {
    return ask(new CacheMessage.Refresh(read));
  }

  private Future<CacheAnswer> ask(CacheMessage question) {
    return bus.ask(CacheMessage.READS, question, config.loadTimeout().plus(GRACE));
  }

  /** What happened since the start, and what is in memory now. */
  public CacheStatistics statistics() {
    return counters.snapshot(entries.count(), entries.bytes());
  }

  /** The rules that the verticle applies to what is not in memory. */
  ReadThrough readThrough(ReadThrough.Source source, EntryMaker maker) {
    return new ReadThrough(config.policies(), entries, source, maker, clock, counters);
  }

  CacheConfig config() {
    return config;
  }
}
