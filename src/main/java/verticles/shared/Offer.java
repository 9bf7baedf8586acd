package verticles.shared;

/**
 * A value that is to be kept.
 *
 * @param stamps taken by {@link SharedTier#find} before its load began
 */
public record Offer(String key, SharedValue value, Stamps stamps) {}
