package verticles.redis;

import java.time.Duration;
import java.time.Instant;

/** What is known about Redis; each change makes a new one. */
public sealed interface RedisState {
  /** Since when it is so. */
  Instant since();

  /** The configuration names no server. */
  record Disabled(Instant since) implements RedisState {}

  /**
   * It answers.
   *
   * @param latency of the last ping
   */
  record Up(Instant since, Duration latency) implements RedisState {}

  /**
   * It does not answer, or has not been asked yet.
   *
   * @param reason in a few words, for an operator
   */
  record Down(Instant since, String reason) implements RedisState {}

  /**
   * Of several servers some answer; the keys of the others are not there.
   *
   * @param reason in a few words, for an operator
   */
  record Partly(Instant since, String reason) implements RedisState {}

  /** The state after a ping that was answered. */
  default RedisState answered(Instant now, Duration latency) {
    return new Up(this instanceof Up up ? up.since() : now, latency);
  }

  /** The state after a ping that failed. */
  default RedisState failed(Instant now, String reason) {
    return new Down(this instanceof Down down ? down.since() : now, reason);
  }
}
