package verticles.http;

import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheEntry;
import verticles.cache.Encoding;

/**
 * The header of a cached answer, made ready for one entry, one coding and one second of age, so
 * that the hits of that second only copy it.
 */
final class AnswerHead {
  private static final CharSequence VARY =
      Names.value("Accept, Accept-Encoding, Authorization, Origin");

  final CacheEntry entry;
  final CacheEntry.Variant variant;
  final long ageSeconds;
  private final long madeAtMillis;

  private final CharSequence contentType;
  private final CharSequence contentLength;
  private final AsciiString contentEncoding;
  private final CharSequence etag;
  private final CharSequence age;
  private final CharSequence cacheControl;
  private final CharSequence cacheStatus;
  private final CharSequence shortStatus;
  private final LiveText requestId = new LiveText();
  private final LiveText timing = new LiveText();
  private final MultiMap complete;
  private final MultiMap bodiless;
  private @Nullable WireAnswer whole;
  private @Nullable WireAnswer notModified;

  AnswerHead(CacheEntry entry, Encoding wanted, CacheAnswer.Status status, long nowMillis) {
    this.entry = entry;
    this.variant = entry.variant(wanted);
    this.madeAtMillis = nowMillis;
    this.ageSeconds = entry.ageSeconds(nowMillis);
    this.contentType = AsciiString.of(entry.contentType());
    this.contentLength = AsciiString.of(Integer.toString(variant.body().length()));
    this.contentEncoding =
        variant.encoding() == Encoding.IDENTITY
            ? AsciiString.EMPTY_STRING
            : AsciiString.of(variant.encoding().token());
    this.etag = AsciiString.of(variant.etag());
    this.age = AsciiString.of(Long.toString(ageSeconds));
    this.cacheControl = AsciiString.of(cacheControl(entry, status));
    this.cacheStatus = AsciiString.of("SpinReserve; " + found(entry, status, ageSeconds));
    this.shortStatus = AsciiString.cached(status.label());
    this.complete = prepare(false);
    this.bodiless = prepare(true);
  }

  /**
   * Always private: every answer needs a token, and shared caches do not check it. The lifetime
   * counts from the load, because its readers subtract {@code Age} (RFC 9111, 4.2.1).
   */
  private static String cacheControl(CacheEntry entry, CacheAnswer.Status status) {
    if (status == CacheAnswer.Status.BYPASS) {
      return "private, no-cache";
    }
    String lifetime = "private, max-age=" + entry.fresh().toSeconds();
    return entry.stale().isZero() ? lifetime + ", must-revalidate" : lifetime;
  }

  private static String found(CacheEntry entry, CacheAnswer.Status status, long age) {
    long ttl = entry.fresh().toSeconds() - age;
    return switch (status) {
      case HIT, SHARED, STALE -> "hit; ttl=" + ttl;
      case MISS -> "fwd=miss; stored; ttl=" + ttl;
      case REFRESH -> "fwd=request; stored; ttl=" + ttl;
      case BYPASS -> "fwd=bypass";
    };
  }

  /** The same entry, not an equal one: comparing bodies would take longer than copying. */
  @SuppressWarnings("ReferenceEquality")
  boolean fits(CacheEntry current, long nowMillis) {
    return entry == current && ageSeconds == current.ageSeconds(nowMillis);
  }

  /**
   * All headers of an answer over plain HTTP, prepared once and shared by the answers of one
   * second; only its live parts change. The map is not to be kept.
   *
   * @param unchanged whether the answer is a 304, which has no body
   */
  MultiMap prepared(boolean unchanged, CharSequence id, CharSequence time) {
    requestId.set(id);
    timing.set(time);
    return unchanged ? bodiless : complete;
  }

  /**
   * The same answer as bytes.
   *
   * @param unchanged whether it is a 304, which has no body
   */
  WireAnswer wire(boolean unchanged) {
    WireAnswer made = unchanged ? notModified : whole;
    if (made != null) {
      return made;
    }
    if (unchanged) {
      made = new WireAnswer("304 Not Modified", bodiless, Unpooled.EMPTY_BUFFER, madeAtMillis);
      notModified = made;
    } else {
      made = new WireAnswer("200 OK", complete, VertxInside.bytes(variant.body()), madeAtMillis);
      whole = made;
    }
    return made;
  }

  private MultiMap prepare(boolean unchanged) {
    MultiMap headers = HttpHeaders.headers();
    headers.add(Names.REQUEST_ID, requestId).add(Names.SERVER_TIMING, timing);
    CommonHeaders.addTo(headers, false);
    addTo(headers);
    if (!unchanged) {
      addBodyTo(headers);
    }
    return headers.copy(false);
  }

  void addTo(MultiMap headers) {
    headers
        .add(HttpHeaders.ETAG, etag)
        .add(HttpHeaders.AGE, age)
        .add(HttpHeaders.CACHE_CONTROL, cacheControl)
        .set(HttpHeaders.VARY, VARY)
        .add(Names.CACHE_STATUS, cacheStatus)
        .add(Names.X_CACHE_STATUS, shortStatus);
  }

  void addBodyTo(MultiMap headers) {
    headers
        .add(HttpHeaders.CONTENT_TYPE, contentType)
        .add(HttpHeaders.CONTENT_LENGTH, contentLength);
    if (!contentEncoding.isEmpty()) {
      headers.add(HttpHeaders.CONTENT_ENCODING, contentEncoding);
    }
  }
}
