package verticles.cache;

/**
 * An entry and how the cache came by it. It never leaves its process: the bodies are handed over by
 * reference.
 *
 * @param entry what to send
 * @param status for {@code X-Cache-Status}
 */
public record CacheAnswer(CacheEntry entry, Status status) implements CacheMessage {

  /** How an answer was found. */
  public enum Status {
    /** Fresh in the cache. */
    HIT,
    /** Fresh in the tier that all nodes share, but not in this node's memory. */
    SHARED,
    /** Loaded for this request, or by one it waited for. */
    MISS,
    /** Out of date, served because the source failed or while it is asked. */
    STALE,
    /** Loaded because the client asked for it with {@code Cache-Control: no-cache}. */
    REFRESH,
    /** Not kept: its policy says so. */
    BYPASS;

    /** The word of {@code X-Cache-Status}: for a client a hit is a hit in whichever tier. */
    public String label() {
      return this == SHARED ? HIT.name() : name();
    }
  }
}
