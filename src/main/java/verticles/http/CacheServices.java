package verticles.http;

import verticles.cache.CacheAdmin;
import verticles.config.DataSize;
import verticles.warming.Warmer;

/**
 * What operators and other services do with the cache, and its bounds.
 *
 * @param memory what the entries of one node may take
 * @param largestEntry a larger value is refused
 */
public record CacheServices(
    CacheAdmin admin, Warmer warmer, DataSize memory, DataSize largestEntry) {}
