package verticles.limit;

/** A token bucket in this process, for as long as there is no shared one. Safe on every thread. */
final class LocalBucket {
  private static final double NANOS = 1e9;

  private double level;
  private long filledAtNanos;

  /** A bucket with that much in it. */
  LocalBucket(double level, long nowNanos) {
    this.level = level;
    this.filledAtNanos = nowNanos;
  }

  /**
   * Takes up to {@code wanted} requests out of it.
   *
   * @param perSecond at which it is filled
   * @param most it can hold; a bucket for less than one request would never let any through
   */
  synchronized Grant take(long wanted, double perSecond, double most, long nowNanos) {
    double room = Math.max(1, most);
    double grown = Math.max(0, nowNanos - filledAtNanos) / NANOS * perSecond;
    level = Math.min(room, level + grown);
    filledAtNanos = nowNanos;
    long granted = Math.min(wanted, (long) level);
    level -= granted;
    long wait = level >= 1 ? 0 : (long) Math.ceil((1 - level) / perSecond * 1000);
    return new Grant(granted, (long) level, wait);
  }
}
