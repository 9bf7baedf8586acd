package verticles.shared;

/** Whether Redis may be read. Each change makes a new state. */
sealed interface Trust {

  /**
   * It has every invalidation.
   *
   * @param runId of the server of which that was found
   * @param server where it was
   */
  record Trusted(String runId, String server) implements Trust {}

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
