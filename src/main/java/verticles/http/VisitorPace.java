package verticles.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How many visitors may say something in a minute on this node, so that none fills the disk. */
final class VisitorPace {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST = 120;

  private final InstantSource clock;
  private Instant began = Instant.EPOCH;
  private int said;

  VisitorPace(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean enter() {
    Instant now = clock.instant();
    if (Duration.between(began, now).compareTo(MINUTE) >= 0) {
      began = now;
      said = 0;
    }
    return ++said <= MOST;
  }
}
