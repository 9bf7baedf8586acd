package verticles.limit;

/**
 * What a bucket gave.
 *
 * @param requests that may be let through now
 * @param remaining what is left in the bucket after it
 * @param waitMillis until the bucket has one more; 0 when it has one
 */
record Grant(long requests, long remaining, long waitMillis) {}
