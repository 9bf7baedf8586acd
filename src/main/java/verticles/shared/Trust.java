package verticles.shared;

/** Whether Redis may be read. Each change makes a new state. */
sealed interface Trust {

  /**
   * It has every invalidation.
   *
   * @param servers who the masters were when that was found
   */
  record Trusted(String servers) implements Trust {}

  /**
   * It may miss invalidations.
   *
   * @param reason in a few words, for an operator
   */
  record Untrusted(String reason) implements Trust {}

  /**
   * It is being told what it missed.
   *
   * @param reason why it was not trusted
   */
  record Replaying(String reason) implements Trust {}
}
