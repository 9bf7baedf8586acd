package verticles.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * The entries in memory, bounded by the bytes they take together with their keys. Entries that are
 * out of date stay until their room is needed, because they may be served stale.
 */
final class EntryStore {
  /** Objects, tags, headers and the hash table's node of one entry; measured: 840 bytes. */
  static final int OVERHEAD_BYTES = 896;

  private final Cache<String, CacheEntry> entries;
  private final long maxEntryBytes;
  private final CacheCounters counters;

  EntryStore(long maxBytes, long maxEntryBytes, CacheCounters counters) {
    this.maxEntryBytes = maxEntryBytes;
    this.counters = counters;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<String, CacheEntry>weigher((key, entry) -> (int) weight(key, entry))
            .evictionListener((key, entry, cause) -> counters.evictions.increment())
            // housekeeping is short, and a thread of its own would let writers run ahead of it
            .executor(Runnable::run)
            .build();
  }

  /** The entry of that key, fresh or not; takes no lock and allocates nothing. */
  @Nullable CacheEntry find(String key) {
    return entries.getIfPresent(key);
  }

  /** Keeps an entry unless it is too large; what it replaces is gone in any case. */
  CacheEntry keep(String key, CacheEntry entry) {
    if (weight(key, entry) > maxEntryBytes) {
      counters.tooLarge.increment();
      entries.invalidate(key);
    } else {
      entries.put(key, entry);
      // otherwise several writers run ahead of the evictions: three times the bound was measured
      entries.cleanUp();
    }
    return entry;
  }

  long bytes() {
    return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  long count() {
    return entries.estimatedSize();
  }

  private static long weight(String key, CacheEntry entry) {
    return OVERHEAD_BYTES + key.length() + entry.sizeBytes();
  }
}
