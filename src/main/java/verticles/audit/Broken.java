package verticles.audit;

/**
 * Where the chain does not hold.
 *
 * @param seq the first row that is missing or not as it was written
 * @param reason a sentence for an operator
 */
public record Broken(long seq, String reason) {}
