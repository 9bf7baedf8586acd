package verticles.market;

import java.time.Duration;
import java.time.Instant;

/** Makes the days of one zone: demand, wind and sun, and the price that clears them. */
final class ZoneWeather {
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final int SPIKE_HOURS = 6;

  private final SimulatedZone zone;
  private final MeanReversion windiness;
  private final MeanReversion cloudiness;
  private final MeanReversion consumption;
  private final MeanReversion sentiment;
  private final Noise spikes;

  ZoneWeather(SimulatedZone zone, Noise noise) {
    this.zone = zone;
    Noise ofZone = noise.stream(zone.id());
    this.windiness = new MeanReversion(ofZone.stream("wind"), 0.965);
    this.cloudiness = new MeanReversion(ofZone.stream("cloud"), 0.93);
    this.consumption = new MeanReversion(ofZone.stream("demand"), 0.92);
    this.sentiment = new MeanReversion(ofZone.stream("price"), 0.90);
    this.spikes = ofZone.stream("spike");
  }

  ZoneDay day(long epochDay) {
    double[] winds = windiness.day(epochDay);
    double[] clouds = cloudiness.day(epochDay);
    double[] loads = consumption.day(epochDay);
    double[] moods = sentiment.day(epochDay);
    ZoneDay day = new ZoneDay(new double[24], new double[24], new double[24], new double[24]);
    for (int i = 0; i < 24; i++) {
      long hour = epochDay * 24 + i;
      Instant middle = Instant.ofEpochSecond(hour * 3600).plus(HALF_HOUR);
      day.wind()[i] = logistic(-1.1 + 1.25 * winds[i] + 0.35 * Shapes.winter(middle));
      day.solar()[i] = Shapes.sun(zone, middle) * (0.2 + 0.8 * logistic(0.9 - 1.6 * clouds[i]));
      day.demand()[i] = Shapes.demand(zone, middle) + 0.035 * loads[i];
      day.priceEurMwh()[i] = cleared(day, i) + 8 * moods[i] + spike(hour);
    }
    return day;
  }

  /**
   * The merit order: the price falls with what wind and sun leave to the other plants, steeply
   * where they would have to shut down, and rises steeply where the last ones start.
   */
  private double cleared(ZoneDay day, int i) {
    double left =
        day.demand()[i] - zone.windShare() * day.wind()[i] - zone.solarShare() * day.solar()[i];
    double average = 1 - 0.27 * zone.windShare() - 0.16 * zone.solarShare();
    double distance = left - average;
    double scarce = Math.max(0, distance - 0.22);
    double abundant = Math.max(0, -0.2 - distance);
    return zone.basePrice()
        + 140 * distance
        + 420 * scarce * scarce
        - 90 * abundant
        - 210 * abundant * abundant;
  }

  /** Rare jumps up, gone after a few hours. */
  private double spike(long hour) {
    double sum = 0;
    for (int age = 0; age < SPIKE_HOURS; age++) {
      long start = hour - age;
      if (spikes.uniform(2 * start) < 0.0009) {
        double height = 110 - 130 * Math.log(1 - spikes.uniform(2 * start + 1));
        sum += height * Math.pow(0.5, age);
      }
    }
    return sum;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
