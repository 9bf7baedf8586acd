package verticles.cache;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Reads through the cache. Safe to call from every thread. */
public interface Cache {

  /** The entry of that key when it is in memory and fresh, else null; never waits. */
  @Nullable CacheEntry peek(String key);

  /** Whether {@link #peek} would find it; it is counted as no read where those are counted. */
  default boolean holds(String key) {
    return peek(key) != null;
  }

  /**
   * The answer, loaded when it is not in the cache.
   *
   * @return the answer, or the {@link verticles.bus.FailureException} of the load
   */
  Future<CacheAnswer> read(CacheMessage.Read read);

  /**
   * Sees to it that the answer is in memory, for those who will ask; it is counted as no read.
   *
   * @return HIT when it was there already, MISS when it was loaded, or the failure of the load
   */
  Future<CacheAnswer.Status> warm(CacheMessage.Read read);

  /** The answer as {@link #read} gives it, but loaded even when a fresh one is there. */
  Future<CacheAnswer> refresh(CacheMessage.Read read);
}
