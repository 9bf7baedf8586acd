package verticles.redis;

import java.time.Duration;
import java.time.Instant;

/** What is known about Redis; each change makes a new one. */
public sealed interface RedisState {
  /** Since when it is so. */
  Instant since();

  /** None is configured. */
  record Disabled(Instant since) implements RedisState {}

  /** Not asked yet. */
  record Unknown(Instant since) implements RedisState {}

  /**
   * It answers.
   *
   * @param latency of the last probe
   */
  record Up(Instant since, Duration latency) implements RedisState {}

  /**
   * It does not answer; commands fail at once.
   *
   * @param reason in a few words, for an operator
   */
  record Down(Instant since, String reason) implements RedisState {}

  /** The state after a probe that was answered. */
  default RedisState answered(Instant now, Duration latency) {
    return new Up(this instanceof Up up ? up.since() : now, latency);
  }

  /** The state after a probe that was not. */
  default RedisState failed(Instant now, String reason) {
    return new Down(this instanceof Down down ? down.since() : now, reason);
  }
}
