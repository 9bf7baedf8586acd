package verticles.cache;

/**
 * What the near cache of this node did since its start.
 *
 * @param hits answered from memory with a fresh entry
 * @param misses answered after a load, also one that was already running
 * @param coalesced reads that waited for a load which another read had started
 * @param stale answered with an entry that was out of date
 * @param refreshes loads that a client asked for although a fresh entry was there
 * @param bypasses answered by the source because the policy keeps nothing
 * @param loads questions to a source
 * @param loadFailures loads that failed
 * @param evictions entries that gave way to others
 * @param tooLarge answers that were served and not kept for their size
 * @param entries in memory now
 * @param bytes that they take, with their keys
 */
public record CacheStatistics(
    long hits,
    long misses,
    long coalesced,
    long stale,
    long refreshes,
    long bypasses,
    long loads,
    long loadFailures,
    long evictions,
    long tooLarge,
    long entries,
    long bytes) {

  /** The share of reads that no source had to be waited for: 0 to 1; 0 when nothing was read. */
  public double hitRatio() {
    long reads = hits + stale + misses + refreshes + bypasses;
    return reads == 0 ? 0 : (double) (hits + stale) / reads;
  }
}
