package verticles.market;

import java.time.Instant;

/**
 * A bid of a simulated portfolio in the day-ahead auction of its zone.
 *
 * @param acceptedMwh what the auction accepted, 0 to {@code quantityMwh}
 */
record SimulatedBid(
    SimulatedPortfolio portfolio,
    Instant submittedAt,
    Instant deliveryStart,
    Side side,
    double limitEurMwh,
    double quantityMwh,
    double acceptedMwh) {

  /** Unique within the portfolio. */
  String id() {
    return "B-" + deliveryStart.getEpochSecond() / 60;
  }

  /** What the portfolio is scheduled to deliver because of it, in MWh; taking is negative. */
  double scheduledMwh() {
    return side.deliverySign() * acceptedMwh;
  }
}
