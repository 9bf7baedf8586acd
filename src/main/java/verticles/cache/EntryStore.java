package verticles.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The entries in memory, bounded by the bytes they take together with their keys. Entries that are
 * out of date stay until their room is needed, because they may be served stale.
 */
final class EntryStore {
  /** Objects, tags, headers, marks and the node of the hash table of one entry. */
  static final int OVERHEAD_BYTES = 1152;

  private final Cache<String, Kept> entries;
  private final long maxBytes;
  private final long maxEntryBytes;
  private final CacheCounters counters;

  EntryStore(long maxBytes, long maxEntryBytes, CacheCounters counters) {
    this.maxBytes = maxBytes;
    this.maxEntryBytes = maxEntryBytes;
    this.counters = counters;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<String, Kept>weigher((key, kept) -> (int) weight(key, kept))
            .evictionListener(this::evicted)
            // housekeeping is short, and a thread of its own would let writers run ahead of it
            .executor(Runnable::run)
            .build();
  }

  private void evicted(@Nullable String key, @Nullable Kept kept, RemovalCause cause) {
    counters.evictions.increment();
  }

  /** The entry of that key, whatever its state; takes no lock and allocates nothing. */
  @Nullable Kept find(String key) {
    return entries.getIfPresent(key);
  }

  /**
   * Keeps an entry unless it is too large or no longer counts; what it replaces is gone in any
   * case.
   *
   * @param counts asked while nobody else can change the entry of that key
   */
  void keep(String key, Kept kept, BooleanSupplier counts) {
    boolean tooLarge = weight(key, kept) > maxEntryBytes;
    if (tooLarge) {
      counters.tooLarge.increment();
    }
    entries
        .asMap()
        .compute(
            key,
            (same, old) -> {
              if (!counts.getAsBoolean()) {
                counters.overtaken.increment();
                return old == null || old.isRemoved() ? null : old;
              }
              return tooLarge ? null : kept;
            });
    // otherwise several writers run ahead of the evictions: three times the bound was measured
    entries.cleanUp();
  }

  /** Whether there was one. */
  boolean remove(String key) {
    return entries.asMap().remove(key) != null;
  }

  /** Removes exactly this entry, unless another one has taken its place. */
  void remove(String key, Kept kept) {
    entries.asMap().remove(key, kept);
  }

  /** Every entry; what changes meanwhile may or may not be seen. */
  Map<String, Kept> all() {
    return entries.asMap();
  }

  /** Puts a changed copy in the place of an entry, if it is still there. */
  void change(String key, UnaryOperator<Kept> change) {
    entries.asMap().computeIfPresent(key, (same, kept) -> change.apply(kept));
  }

  long bytes() {
    return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  long maxBytes() {
    return maxBytes;
  }

  long count() {
    return entries.estimatedSize();
  }

  static long weight(String key, Kept kept) {
    return OVERHEAD_BYTES + key.length() + kept.entry().sizeBytes();
  }
}
