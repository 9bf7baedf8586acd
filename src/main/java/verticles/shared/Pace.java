package verticles.shared;

import java.util.concurrent.atomic.AtomicInteger;

/** Tells a store that is too slow for reads: several answers in a row were late. */
final class Pace {
  private static final int SEVERAL = 3;

  private final AtomicInteger late = new AtomicInteger();

  void late() {
    late.incrementAndGet();
  }

  /** A question that was asked for this purpose: only its answer ends slowness. */
  void measured(boolean inTime) {
    if (inTime) {
      late.set(0);
    } else {
      late();
    }
  }

  /** Reads are quick again and again, or have been until now. */
  void inTime() {
    if (!isSlow()) {
      late.set(0);
    }
  }

  boolean isSlow() {
    return late.get() >= SEVERAL;
  }
}
