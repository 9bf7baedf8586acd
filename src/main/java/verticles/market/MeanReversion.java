package verticles.market;

/**
 * An Ornstein-Uhlenbeck process around zero in hourly steps, {@code x(t) = r x(t-1) + e(t)}, with
 * standard deviation 1. Each day is computed from shocks of the days before it alone, so that any
 * day can be asked for at once; what older shocks would add is below the cent.
 */
final class MeanReversion {
  /** What is left of a shock when it is forgotten. */
  private static final double FORGOTTEN = 1e-5;

  private final Noise shocks;
  private final double retention;
  private final int memoryHours;
  private final double shockDeviation;

  /** A process that keeps {@code retention} (0 to 1, exclusive) of its distance an hour. */
  MeanReversion(Noise shocks, double retention) {
    this.shocks = shocks;
    this.retention = retention;
    this.memoryHours = (int) Math.ceil(Math.log(FORGOTTEN) / Math.log(retention));
    this.shockDeviation = Math.sqrt(1 - retention * retention);
  }

  /** The values of the 24 hours of a UTC day. */
  double[] day(long epochDay) {
    long first = epochDay * 24;
    double value = 0;
    for (long hour = first - memoryHours; hour < first; hour++) {
      value = next(value, hour);
    }
    double[] values = new double[24];
    for (int i = 0; i < values.length; i++) {
      value = next(value, first + i);
      values[i] = value;
    }
    return values;
  }

  private double next(double value, long hour) {
    return retention * value + shockDeviation * shocks.normal(hour);
  }
}
