/** Energy market data: zones, prices, bids, trades; import, simulation and the live feed. */
@NullMarked
package verticles.market;

import org.jspecify.annotations.NullMarked;
