package verticles.warming;

import java.time.Duration;

/**
 * Says how many loads of a warming run may be on their way, so that those somebody waits for come
 * first. Not safe for several threads.
 *
 * <p>It begins with the configured parallelism, and grows beyond it only while nobody else waits
 * and loads are quick: many slow ones would hold the connections that a live request needs next. As
 * soon as somebody waits it falls to one; when several do it pauses, but never for good.
 */
final class Pace {
  /** So many waiting live loads pause the run. */
  static final int HEAVY = 4;

  /** A paused run still loads one in this time. */
  static final Duration TRICKLE = Duration.ofMillis(250);

  /** Slower loads are not run more than the configured parallelism at a time. */
  static final Duration QUICK = Duration.ofMillis(20);

  private static final double SMOOTHING = 0.1;

  private final int parallel;
  private final int most;
  private double allowed;
  private double meanMicros;
  private long lastTrickleMillis = Long.MIN_VALUE;

  /**
   * A pace.
   *
   * @param parallel at the beginning
   * @param most when nobody else waits
   */
  Pace(int parallel, int most) {
    this.parallel = parallel;
    this.most = Math.max(parallel, most);
    this.allowed = parallel;
  }

  /**
   * How many loads may be on their way now.
   *
   * @param waiting how many live loads are on their way or wait for a connection
   */
  int allowed(int waiting, long nowMillis) {
    if (waiting <= 0) {
      return (int) allowed;
    }
    allowed = 1;
    if (waiting < HEAVY) {
      return 1;
    }
    boolean trickles =
        lastTrickleMillis == Long.MIN_VALUE
            || Math.abs(nowMillis - lastTrickleMillis) >= TRICKLE.toMillis();
    if (trickles) {
      lastTrickleMillis = nowMillis;
    }
    return trickles ? 1 : 0;
  }

  /** Notes that a load is over: a round of quick ones lets one more on its way. */
  void finished(long micros) {
    finished(1, micros);
  }

  /** Notes that a load of so many questions is over; several at once need no more at a time. */
  void finished(int questions, long micros) {
    meanMicros = meanMicros == 0 ? micros : meanMicros + SMOOTHING * (micros - meanMicros);
    int limit = questions == 1 && meanMicros <= QUICK.toNanos() / 1e3 ? most : parallel;
    allowed = Math.min(limit, allowed + 1 / Math.max(1, allowed));
  }
}
