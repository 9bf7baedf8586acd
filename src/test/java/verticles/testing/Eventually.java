package verticles.testing;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Repeats an assertion until it holds, because news takes time to travel. */
public final class Eventually {
  private Eventually() {}

  /** Passes as soon as {@code assertion} does, and fails with its last error after 30 s. */
  public static void holds(ThrowingCallable assertion) {
    Instant giveUp = Instant.now().plus(Duration.ofSeconds(30));
    while (true) {
      try {
        assertion.call();
        return;
      } catch (AssertionError notYet) {
        if (Instant.now().isAfter(giveUp)) {
          throw notYet;
        }
      } catch (Throwable broken) {
        throw new AssertionError("could not look", broken);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
