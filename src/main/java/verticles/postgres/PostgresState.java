package verticles.postgres;

import java.time.Duration;
import java.time.Instant;

/** What is known about the database; each change makes a new one. */
public sealed interface PostgresState {
  /** Since when it is so. */
  Instant since();

  /** Not asked yet. */
  record Unknown(Instant since) implements PostgresState {}

  /**
   * It answers.
   *
   * @param version for example {@code 18.6}
   * @param inRecovery a replica, which takes no changes
   * @param latency of the last probe
   */
  record Up(Instant since, String version, boolean inRecovery, Duration latency)
      implements PostgresState {}

  /**
   * It does not answer.
   *
   * @param reason in a few words, for an operator
   */
  record Down(Instant since, String reason) implements PostgresState {}

  /** The state after an answer. */
  default PostgresState answered(
      Instant now, String version, boolean inRecovery, Duration latency) {
    return new Up(this instanceof Up up ? up.since() : now, version, inRecovery, latency);
  }

  /** The state after a probe that failed. */
  default PostgresState failed(Instant now, String reason) {
    return new Down(this instanceof Down down ? down.since() : now, reason);
  }
}
