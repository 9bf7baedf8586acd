package verticles.tasks;

/**
 * How many tasks of a type there are, and how quick they were in the last hour.
 *
 * @param waiting of the caller; an admin's are everybody's, as the next three
 * @param dead failed or quarantined, and not tried again
 * @param succeeded of everybody in the last hour, as all that follow
 * @param failed attempts
 * @param perSecond attempts that ended in the last five minutes
 * @param waitMs between the time it could run and its claim
 * @param runMs of attempts
 */
public record TypeNumbers(
    String type,
    long waiting,
    long scheduled,
    long running,
    long dead,
    long succeeded,
    long failed,
    double perSecond,
    Percentiles waitMs,
    Percentiles runMs) {

  /** In ms, at most 9 % too high; 0 when there was nothing. */
  public record Percentiles(double p50, double p95, double p99) {
    static Percentiles of(Times times) {
      return new Percentiles(times.percentile(50), times.percentile(95), times.percentile(99));
    }
  }
}
