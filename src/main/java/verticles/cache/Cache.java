package verticles.cache;

import io.vertx.core.Future;
import java.util.List;
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
   * Sees to it that answers are in memory, for those who will ask; they are counted as no reads.
   * They are loaded together as far as their sources can.
   *
   * @return for each, in their order, HIT when it was there already, MISS when it was loaded, or
   *     the failure of the load
   */
  List<Future<CacheAnswer.Status>> warm(List<CacheMessage.Read> reads);

  /** The same for one. */
  default Future<CacheAnswer.Status> warm(CacheMessage.Read read) {
    return warm(List.of(read)).getFirst();
  }

  /** The answer as {@link #read} gives it, but loaded even when a fresh one is there. */
  Future<CacheAnswer> refresh(CacheMessage.Read read);
}
