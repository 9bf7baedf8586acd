/**
 * Energy market data: zones, prices, bids, trades, meter values; import, simulation and the live
 * feed.
 */
@NullMarked
package verticles.market;

import org.jspecify.annotations.NullMarked;
