package verticles.cache;

/**
 * A policy in force.
 *
 * @param version 0 as configured, then one more with each change
 */
public record NamedPolicy(String name, CacheConfig.Policy policy, long version) {}
