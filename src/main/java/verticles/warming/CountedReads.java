package verticles.warming;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import verticles.cache.Cache;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheEntry;
import verticles.cache.CacheMessage;

/**
 * The cache as its users read it: what they have to wait for goes into the access history at once,
 * what they find in memory with the next sweep. Warming itself reads past it, or it would take its
 * own reads for theirs.
 */
public final class CountedReads implements Cache {
  private final Cache cache;
  private final AccessHistory history;

  /** The reads of that cache, counted in that history. */
  public CountedReads(Cache cache, AccessHistory history) {
    this.cache = cache;
    this.history = history;
  }

  @Override
  public @Nullable CacheEntry peek(String key) {
    return cache.peek(key);
  }

  @Override
  public boolean holds(String key) {
    return cache.holds(key);
  }

  @Override
  public Future<CacheAnswer> read(CacheMessage.Read read) {
    history.seen(read.key(), 1);
    return cache.read(read);
  }

  @Override
  public List<Future<CacheAnswer.Status>> warm(List<CacheMessage.Read> reads) {
    return cache.warm(reads);
  }

  @Override
  public Future<CacheAnswer> refresh(CacheMessage.Read read) {
    history.seen(read.key(), 1);
    return cache.refresh(read);
  }
}
