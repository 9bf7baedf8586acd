package verticles.postgres;

import verticles.cache.CacheEntry;

/** Breaks a rule on purpose; the architecture test must notice. */
record BreaksServices(CacheEntry entry) {}
