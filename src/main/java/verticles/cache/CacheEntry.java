package verticles.cache;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is ready to send: its body in each content coding, made once, with a strong entity
 * tag for each.
 *
 * @param contentType of the body
 * @param identity the body as it is
 * @param gzip the body in gzip; null when it is not worth it
 * @param brotli the body in Brotli; null when it is not worth it
 * @param storedAtMillis wall clock of the load
 * @param fresh how long after the load it is fresh
 * @param stale how much longer it may be served while it is loaded again, or when that fails
 * @param tags what it can be invalidated by
 * @param visible who may see it: SHARED answers may be kept by other caches as well
 */
public record CacheEntry(
    String contentType,
    Variant identity,
    @Nullable Variant gzip,
    @Nullable Variant brotli,
    long storedAtMillis,
    Duration fresh,
    Duration stale,
    List<String> tags,
    CacheMessage.Visibility visible) {
  private static final long CLOCK_JITTER_MILLIS = 1000;

  /**
   * A body in one content coding.
   *
   * @param etag the strong entity tag with its quotes
   * @param body must not be changed
   */
  public record Variant(Encoding encoding, String etag, Buffer body) {}

  /** The body in the wanted coding, or as it is when it was not made in that one. */
  public Variant variant(Encoding wanted) {
    Variant made =
        switch (wanted) {
          case IDENTITY -> identity;
          case GZIP -> gzip;
          case BROTLI -> brotli;
        };
    return made == null ? identity : made;
  }

  /** Whole seconds since the load, for the {@code Age} header. */
  public long ageSeconds(long nowMillis) {
    return Math.max(0, nowMillis - storedAtMillis) / 1000;
  }

  /** Whether the entry may be served without asking its source. */
  public boolean isFresh(long nowMillis) {
    return isYounger(nowMillis, fresh.toMillis());
  }

  /** An entry of the future was stored before the clock was set back: its age is unknown. */
  private boolean isYounger(long nowMillis, long limitMillis) {
    long age = nowMillis - storedAtMillis;
    return age >= -CLOCK_JITTER_MILLIS && age < limitMillis;
  }

  /** The bytes of memory its bodies take. */
  public long sizeBytes() {
    return identity.body().length()
        + (gzip == null ? 0L : gzip.body().length())
        + (brotli == null ? 0L : brotli.body().length());
  }
}
