package verticles.cache;

import java.util.List;

/**
 * What the nodes of the cluster counted since their start.
 *
 * @param missing ids of the nodes that did not answer
 */
public record CacheReport(List<NodeReport> nodes, List<String> missing) {

  /** Keeps copies of the lists. */
  public CacheReport {
    nodes = List.copyOf(nodes);
    missing = List.copyOf(missing);
  }

  /**
   * One node.
   *
   * @param sinceMillis wall clock of its start
   * @param trusted whether its memory is served; false while an invalidation may be missing
   * @param hottest its keys with the most hits, most first; at most 20
   */
  public record NodeReport(
      String node,
      long sinceMillis,
      boolean trusted,
      CacheStatistics near,
      SharedReport shared,
      List<PatternReport> patterns,
      List<HotKey> hottest) {

    /** Keeps copies of the lists. */
    public NodeReport {
      patterns = List.copyOf(patterns);
      hottest = List.copyOf(hottest);
    }
  }

  /**
   * The shared tier as one node sees it.
   *
   * @param store {@code redis}, {@code grid} or {@code none}
   * @param reason why Redis is not used; empty when it is
   * @param outdated values that were there but no longer counted
   * @param overtaken values not kept because an invalidation came during their load
   * @param unsealed values that could not be opened
   * @param bodyBytes of what was kept, as it was
   * @param storedBytes of the same, compressed and sealed
   * @param micros all lookups together took
   */
  public record SharedReport(
      String store,
      boolean trusted,
      String reason,
      long hits,
      long misses,
      long outdated,
      long kept,
      long overtaken,
      long failures,
      long unsealed,
      long bodyBytes,
      long storedBytes,
      long micros) {}

  /**
   * The reads of one pattern: a key without its parameters, such as {@code dataset/positions.json}.
   *
   * @param savedMicros load time that hits did not have to wait for, by the mean of its loads
   * @param changed loads whose body differed from the one before
   * @param freshSeconds in force now
   * @param advisedSeconds what the observed rate of change advises; 0: not enough seen
   * @param reason of the advice, in words; empty without
   * @param adaptive whether the advice is followed
   */
  public record PatternReport(
      String namespace,
      String pattern,
      String policy,
      long hits,
      long misses,
      long stale,
      long coalesced,
      long loads,
      long loadFailures,
      long loadMicros,
      long savedMicros,
      long changed,
      long freshSeconds,
      long advisedSeconds,
      String reason,
      boolean adaptive) {}

  /** A key and how often it was hit in this node's memory. */
  public record HotKey(String key, long hits, long sizeBytes) {}
}
