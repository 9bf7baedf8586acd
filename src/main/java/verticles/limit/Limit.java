package verticles.limit;

import verticles.config.Between;
import verticles.config.Matching;

/**
 * How much one subject may ask for: a bucket of {@code burst} requests that is filled at {@code
 * rate}.
 *
 * @param rate requests per second or minute, or {@code none} for no limit
 * @param burst how many may come at once after a pause
 */
public record Limit(
    @Matching(
            value = "none|[1-9]\\d{0,8}/[sm]",
            form = "requests per second or minute, such as 2000/s or 30/m, or none")
        String rate,
    @Between(min = "1", max = "1000000000") int burst) {
  private static final double SECONDS_OF_MINUTE = 60;

  /** Whether nothing is counted. */
  public boolean isNone() {
    return rate.equals("none");
  }

  /** Requests per second; infinite where there is no limit. */
  public double perSecond() {
    if (isNone()) {
      return Double.POSITIVE_INFINITY;
    }
    double count = Double.parseDouble(rate.substring(0, rate.length() - 2));
    return rate.endsWith("m") ? count / SECONDS_OF_MINUTE : count;
  }

  /** In how many seconds an empty bucket is full again, rounded up; at least 1. */
  public long fullSeconds() {
    return Math.max(1, (long) Math.ceil(burst / perSecond()));
  }
}
