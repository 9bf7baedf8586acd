package verticles.limit;

import java.time.Instant;

/** Where requests are counted. */
public sealed interface LimitMode {
  /** Since when. */
  Instant since();

  /** In Redis, for all nodes together. */
  record Shared(Instant since) implements LimitMode {}

  /**
   * On each node, which lets its share of every limit through.
   *
   * @param nodes among which the limits are shared out
   */
  record Local(Instant since, int nodes) implements LimitMode {}
}
