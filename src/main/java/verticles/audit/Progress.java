package verticles.audit;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this node has checked the chain by itself: from the oldest row on, a piece at a time,
 * then what is new, and all over again every hour. What was found broken stays so until a check of
 * that piece finds it whole.
 */
final class Progress {
  static final long PIECE = 10_000;
  static final Duration AGAIN = Duration.ofHours(1);

  private static final Logger LOGGER = LoggerFactory.getLogger(Progress.class);

  private final Verifier verifier;
  private final InstantSource clock;
  private Instant began;
  private long verifiedTo;
  private Optional<Broken> broken = Optional.empty();

  Progress(Verifier verifier, InstantSource clock) {
    this.verifier = verifier;
    this.clock = clock;
    this.began = clock.instant();
  }

  synchronized long verifiedTo() {
    return verifiedTo;
  }

  synchronized Optional<Broken> broken() {
    return broken;
  }

  /** Checks the next piece. */
  Future<Void> goOn() {
    return verifier.verify(next(), Long.MAX_VALUE, PIECE).onSuccess(this::learn).mapEmpty();
  }

  private synchronized long next() {
    if (Duration.between(began, clock.instant()).compareTo(AGAIN) > 0) {
      began = clock.instant();
      verifiedTo = 0;
    }
    return verifiedTo + 1;
  }

  /** Takes note of a check, whoever asked for it. */
  synchronized void learn(Verification checked) {
    if (checked.broken().isPresent()) {
      if (!checked.broken().equals(broken)) {
        LOGGER
            .atError()
            .addKeyValue("row", checked.broken().get().seq())
            .addKeyValue("reason", checked.broken().get().reason())
            .log("the chain of the audit log does not hold");
      }
      broken = checked.broken();
    } else if (broken.isPresent()
        && checked.from() <= broken.get().seq()
        && checked.to() >= broken.get().seq()) {
      broken = Optional.empty();
    }
    if (checked.from() <= verifiedTo + 1) {
      verifiedTo = Math.max(verifiedTo, checked.to());
    }
  }
}
