package verticles.shared;

/**
 * What is known of the shared tier.
 *
 * @param store which one is used now: {@code redis}, {@code grid}, or {@code none}
 * @param trusted whether Redis may be read: it has every invalidation made while it was away
 * @param reason why Redis is not used, or what it cannot do; empty when all is well
 */
public record TierState(String store, boolean trusted, String reason, Counts counts) {
  /** The reason where there is no Redis because nobody wants one. */
  public static final String NONE_CONFIGURED = "none is configured";

  /**
   * What the tier did since the start of this node.
   *
   * @param hits among them the expired ones
   * @param misses among them the outdated and the unsealed ones
   * @param bodyBytes of what was kept, as it was
   * @param storedBytes of the same, compressed and sealed
   * @param overtaken values not kept because an invalidation came during their load
   * @param unsealed values that could not be opened: of an unknown key, or damaged
   * @param micros the time all finds together took
   */
  public record Counts(
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
}
