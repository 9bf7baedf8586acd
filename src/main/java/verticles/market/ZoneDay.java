package verticles.market;

/**
 * The 24 UTC hours of a zone's day.
 *
 * @param priceEurMwh the mean day-ahead price of each hour, not rounded
 * @param wind output of wind turbines as a share of their capacity, 0 to 1
 * @param solar output of solar panels as a share of their capacity, 0 to 1
 * @param demand as a share of its average
 */
record ZoneDay(double[] priceEurMwh, double[] wind, double[] solar, double[] demand) {

  double meanPrice() {
    double sum = 0;
    for (double price : priceEurMwh) {
      sum += price;
    }
    return sum / priceEurMwh.length;
  }
}
