package verticles.cache;

/**
 * What the near cache of this node did since its start.
 *
 * @param hits answered from memory with a fresh entry
 * @param misses answered after a load, also one that was already running
 * @param coalesced reads that waited for a load which another read had started
 * @param stale answered with an entry that was out of date
 * @param negativeHits answered from memory that there is nothing
 * @param refreshes loads that a client asked for although a fresh entry was there
 * @param earlyRefreshes loads behind the scenes of entries that were still fresh
 * @param bypasses answered by the source because the policy keeps nothing
 * @param loads answers of a source
 * @param loadFailures loads that failed
 * @param loadMicros the time that all loads took together
 * @param savedMicros load time that hits did not wait for: each is worth the mean load
 * @param timeouts reads that gave up at their hard timeout
 * @param evictions entries that gave way to others
 * @param tooLarge answers that were served and not kept for their size
 * @param overtaken answers that were served and not kept because an invalidation came meanwhile
 * @param invalidations applied
 * @param forgotten how often the whole memory was dropped because invalidations may have been lost
 * @param entries in memory now
 * @param bytes that they take, with their keys
 * @param maxBytes that they may take
 */
public record CacheStatistics(
    long hits,
    long misses,
    long coalesced,
    long stale,
    long negativeHits,
    long refreshes,
    long earlyRefreshes,
    long bypasses,
    long loads,
    long loadFailures,
    long loadMicros,
    long savedMicros,
    long timeouts,
    long evictions,
    long tooLarge,
    long overtaken,
    long invalidations,
    long forgotten,
    long entries,
    long bytes,
    long maxBytes) {

  /** The share of reads that no source had to be waited for: 0 to 1; 0 when nothing was read. */
  public double hitRatio() {
    long answered = hits + stale + negativeHits;
    long reads = answered + misses + refreshes + bypasses;
    return reads == 0 ? 0 : (double) answered / reads;
  }

  static CacheStatistics of(Memory memory, CacheCounters counters) {
    Tallies tallies = memory.tallies();
    EntryStore entries = memory.entries();
    return new CacheStatistics(
        tallies.sum(tally -> tally.hits),
        tallies.sum(tally -> tally.misses),
        tallies.sum(tally -> tally.coalesced),
        tallies.sum(tally -> tally.stale),
        counters.negativeHits.sum(),
        counters.refreshes.sum(),
        counters.earlyRefreshes.sum(),
        counters.bypasses.sum(),
        tallies.sum(tally -> tally.loads),
        tallies.sum(tally -> tally.loadFailures),
        tallies.sum(tally -> tally.loadMicros),
        tallies.all().stream().mapToLong(Tally::savedMicros).sum(),
        counters.timeouts.sum(),
        counters.evictions.sum(),
        counters.tooLarge.sum(),
        counters.overtaken.sum(),
        counters.invalidations.sum(),
        counters.forgotten.sum(),
        entries.count(),
        entries.bytes(),
        entries.maxBytes());
  }
}
