package verticles.webhook;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import verticles.egress.RetryAfter;
import verticles.tasks.TaskFailure;

/** What a receiver's status means for a delivery. */
record Reply(int status, MultiMap headers) {
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  boolean isTaken() {
    return status / 100 == 2;
  }

  /** Why it was not taken, and what follows. */
  TaskFailure failure(Instant now) {
    if (status == 410) {
      return TaskFailure.permanent(
          "The receiver wants no more of these (410): delete the webhook.");
    }
    if (status / 100 == 3) {
      return TaskFailure.permanent(
          "The receiver answered %d: redirects are not followed, save the new address."
              .formatted(status));
    }
    String told = "The receiver answered %d.".formatted(status);
    if (status >= 500 || status == 408 || status == 425 || status == 429) {
      Optional<Duration> wait =
          status == 429 || status == 503
              ? RetryAfter.of(headers, now, LONGEST_WAIT)
              : Optional.empty();
      return wait.map(time -> TaskFailure.retryAfter(told, time))
          .orElseGet(() -> TaskFailure.retryable(told));
    }
    return TaskFailure.permanent(told);
  }
}
