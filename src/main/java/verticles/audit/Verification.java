package verticles.audit;

import java.util.Optional;

/**
 * What came of checking a piece of the chain.
 *
 * @param from the first row that was to be checked
 * @param to the last row that was checked; {@code from - 1} when there was none
 * @param checked rows that were looked at
 * @param erased of these, rows whose details were erased
 * @param unknownKeys of these, rows sealed by nodes whose key is not here: their order and content
 *     were checked, their seal was not
 * @param complete whether the end of the range was reached; if not, go on behind {@code to}
 * @param broken empty when all of it holds
 */
public record Verification(
    long from,
    long to,
    long checked,
    long erased,
    long unknownKeys,
    boolean complete,
    Optional<Broken> broken) {}
