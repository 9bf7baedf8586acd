package verticles.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class SettableClock implements InstantSource {
  private volatile Instant now;

  /** A clock at that instant. */
  public SettableClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the clock; a negative duration sets it back. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** Sets the clock. */
  public void set(String instant) {
    now = Instant.parse(instant);
  }
}
