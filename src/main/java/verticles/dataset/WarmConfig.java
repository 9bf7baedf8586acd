package verticles.dataset;

import java.util.Map;
import verticles.config.Default;

/**
 * One line of a dataset's {@code warm}: questions to load before anybody asks.
 *
 * @param parameters as a client would write them; {@code *} stands for each value that is allowed
 * @param critical whether a node loads them before it is ready
 */
record WarmConfig(
    @Default("") Map<String, String> parameters, @Default("false") boolean critical) {}
