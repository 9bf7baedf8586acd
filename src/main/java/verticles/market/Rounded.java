package verticles.market;

/** Rounds simulated numbers to what the tables keep. */
final class Rounded {
  private Rounded() {}

  static double cents(double eur) {
    return Math.round(eur * 100) / 100.0;
  }

  static double kwh(double mwh) {
    return Math.round(mwh * 1000) / 1000.0;
  }
}
