package verticles.market;

import java.time.Duration;
import verticles.config.Between;
import verticles.config.Default;

/**
 * The section {@code market}.
 *
 * @param simulate whether this node fills a simulated market and feeds it live
 * @param seed the same seed makes the same market
 * @param history how far back the simulated market starts; whole days count
 * @param tick between two prices of the live feed
 */
public record MarketConfig(
    @Default("false") boolean simulate,
    @Default("42") long seed,
    @Default("730d") @Between(min = "1d", max = "3650d") Duration history,
    @Default("1s") @Between(min = "100ms", max = "1m") Duration tick) {}
