package verticles.market;

import java.time.Instant;

/**
 * A trade of a simulated portfolio in its zone.
 *
 * @param id unique within the portfolio
 */
record SimulatedTrade(
    String id,
    SimulatedPortfolio portfolio,
    Instant tradedAt,
    Instant deliveryStart,
    Side side,
    double priceEurMwh,
    double quantityMwh) {}
