package verticles.market;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedMarketTest {
  private static final Instant START = Instant.parse("2024-11-20T23:00:00Z");
  private static final int HOURS = 730 * 24;
  private static final SimulatedMarket MARKET = new SimulatedMarket(42);

  @Test
  void theSameSeedMakesTheSamePricesInWhateverOrderTheyAreAsked() {
    List<Instant> starts =
        LongStream.range(0, 20_000).mapToObj(i -> START.plus(Duration.ofMinutes(15 * i))).toList();
    List<Instant> shuffled = new ArrayList<>(starts);
    Collections.shuffle(shuffled, new Random(1));

    Map<Instant, Double> forward = pricesInOrder(starts);
    Map<Instant, Double> anyOrder = pricesInOrder(shuffled);

    assertThat(anyOrder).isEqualTo(forward);
  }

  private static Map<Instant, Double> pricesInOrder(List<Instant> starts) {
    SimulatedMarket market = new SimulatedMarket(42);
    return starts.stream()
        .collect(toMap(start -> start, start -> market.price(SimulatedZone.CENTRE, start)));
  }

  @Test
  void anotherSeedMakesAnotherMarket() {
    SimulatedMarket other = new SimulatedMarket(43);

    assertThat(other.price(SimulatedZone.NORTH, START))
        .isNotEqualTo(MARKET.price(SimulatedZone.NORTH, START));
  }

  @ParameterizedTest
  @EnumSource
  void someHoursButFewHaveANegativePrice(SimulatedZone zone) {
    double share = Arrays.stream(hourly(zone)).filter(price -> price < 0).count() / (double) HOURS;

    assertThat(share).isBetween(0.01, 0.10);
  }

  @ParameterizedTest
  @EnumSource
  void pricesAreOfTheOrderOfRealOnesAndSpike(SimulatedZone zone) {
    double[] prices = hourly(zone);
    double mean = mean(prices);
    double deviation =
        Math.sqrt(
            Arrays.stream(prices).map(price -> (price - mean) * (price - mean)).sum() / HOURS);

    assertThat(mean).isBetween(45.0, 110.0);
    assertThat(deviation).isBetween(18.0, 60.0);
    assertThat(DoubleStream.of(prices).max().orElseThrow()).isGreaterThan(mean + 5 * deviation);
  }

  @ParameterizedTest
  @EnumSource
  void pricesRevertToTheirMean(SimulatedZone zone) {
    double[] daily = new double[HOURS / 24];
    double[] prices = hourly(zone);
    for (int day = 0; day < daily.length; day++) {
      daily[day] = mean(Arrays.copyOfRange(prices, day * 24, day * 24 + 24));
    }

    assertThat(correlation(prices, 1)).isGreaterThan(0.8);
    assertThat(correlation(daily, 1)).isBetween(0.15, 0.9);
    assertThat(correlation(daily, 45)).isLessThan(correlation(daily, 1) / 2);
  }

  @ParameterizedTest
  @EnumSource
  void eveningsAreDearerThanNightsAndWorkDaysThanSundays(SimulatedZone zone) {
    assertThat(localMean(zone, 19, 0)).isGreaterThan(localMean(zone, 3, 0) + 10);
    assertThat(localMean(zone, -1, 3)).isGreaterThan(localMean(zone, -1, 7) + 3);
  }

  private static double localMean(SimulatedZone zone, int hour, int dayOfWeek) {
    return LongStream.range(0, HOURS)
        .mapToObj(i -> START.plus(Duration.ofHours(i)))
        .filter(
            start -> {
              var local = start.atZone(zone.timeZone());
              return (hour < 0 || local.getHour() == hour)
                  && (dayOfWeek == 0 || local.getDayOfWeek().getValue() == dayOfWeek);
            })
        .mapToDouble(start -> MARKET.price(zone, start))
        .average()
        .orElseThrow();
  }

  @Test
  void negativePricesComeWithWindAndSun() {
    double whenNegative = renewables(price -> price < 0);

    assertThat(whenNegative).isGreaterThan(1.4 * renewables(price -> true));
  }

  private static double renewables(DoublePredicate of) {
    SimulatedZone zone = SimulatedZone.CENTRE;
    return LongStream.range(0, HOURS)
        .mapToObj(i -> START.plus(Duration.ofHours(i)))
        .filter(start -> of.test(MARKET.price(zone, start)))
        .mapToDouble(
            start -> {
              ZoneDay day = MARKET.day(zone, start);
              int hour = SimulatedMarket.hourOf(start);
              return day.wind()[hour] * zone.windShare() + day.solar()[hour] * zone.solarShare();
            })
        .average()
        .orElseThrow();
  }

  @Test
  void thereIsNoSunAtNightAndMoreInSummer() {
    ZoneDay winter = MARKET.day(SimulatedZone.SOUTH, Instant.parse("2025-01-10T12:00:00Z"));
    ZoneDay summer = MARKET.day(SimulatedZone.SOUTH, Instant.parse("2025-07-10T12:00:00Z"));

    assertThat(winter.solar()[0]).isZero();
    assertThat(Arrays.stream(summer.solar()).sum())
        .isGreaterThan(Arrays.stream(winter.solar()).sum());
  }

  @Test
  void imbalancePricesEqualTheDayAheadPriceInAPartOfTheHours() {
    long equal =
        LongStream.range(0, HOURS)
            .mapToObj(i -> START.plus(Duration.ofHours(i)))
            .filter(
                start ->
                    MARKET.imbalancePrice(SimulatedZone.BELT, start)
                        == MARKET.price(SimulatedZone.BELT, start))
            .count();

    assertThat(equal / (double) HOURS).isBetween(0.25, 0.6);
  }

  private static double[] hourly(SimulatedZone zone) {
    return LongStream.range(0, HOURS)
        .mapToDouble(i -> MARKET.price(zone, START.plus(Duration.ofHours(i))))
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double correlation(double[] values, int lag) {
    double mean = mean(values);
    double together = 0;
    double alone = 0;
    for (int i = 0; i < values.length; i++) {
      alone += (values[i] - mean) * (values[i] - mean);
      if (i >= lag) {
        together += (values[i] - mean) * (values[i - lag] - mean);
      }
    }
    return together / alone;
  }
}
