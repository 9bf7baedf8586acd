package verticles.http;

import java.time.InstantSource;

/** How many messages a client may send in one second; for one thread. */
final class MessageRate {
  private final int perSecond;
  private final InstantSource clock;
  private long second = Long.MIN_VALUE;
  private int sent;

  MessageRate(int perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Counts one more; false when it is one too many. */
  boolean allows() {
    long now = clock.millis() / 1000;
    if (now != second) {
      second = now;
      sent = 0;
    }
    return ++sent <= perSecond;
  }
}
