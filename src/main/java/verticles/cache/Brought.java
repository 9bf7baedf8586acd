package verticles.cache;

/**
 * What a source answered.
 *
 * @param micros how long it took; of what was loaded together, each has its share
 */
record Brought(CacheMessage.Loaded loaded, long micros) {}
