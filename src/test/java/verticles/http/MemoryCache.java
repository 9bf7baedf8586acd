package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import verticles.cache.Cache;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheEntry;
import verticles.cache.CacheMessage;
import verticles.cache.Encoding;

/** A cache that keeps everything, with a source that counts how often it was asked. */
final class MemoryCache implements Cache {
  final Map<String, CacheEntry> entries = new ConcurrentHashMap<>();
  final AtomicInteger loads = new AtomicInteger();
  volatile Function<CacheMessage.Read, Future<byte[]>> source =
      read -> Future.succeededFuture(("rows of " + read.key() + " ").repeat(20).getBytes());

  @Override
  public @Nullable CacheEntry peek(String key) {
    CacheEntry entry = entries.get(key);
    return entry != null && entry.isFresh(System.currentTimeMillis()) ? entry : null;
  }

  @Override
  public Future<CacheAnswer> read(CacheMessage.Read read) {
    CacheEntry entry = peek(read.key());
    return entry != null
        ? Future.succeededFuture(new CacheAnswer(entry, CacheAnswer.Status.HIT))
        : load(read, CacheAnswer.Status.MISS);
  }

  @Override
  public List<Future<CacheAnswer.Status>> warm(List<CacheMessage.Read> reads) {
    return reads.stream().map(read -> read(read).map(CacheAnswer::status)).toList();
  }

  @Override
  public Future<CacheAnswer> refresh(CacheMessage.Read read) {
    return load(read, CacheAnswer.Status.REFRESH);
  }

  private Future<CacheAnswer> load(CacheMessage.Read read, CacheAnswer.Status status) {
    loads.incrementAndGet();
    return source
        .apply(read)
        .map(body -> new CacheAnswer(keep(read, body, Duration.ofMinutes(5)), status));
  }

  CacheEntry keep(CacheMessage.Read read, byte[] body, Duration fresh) {
    String hash = Digests.fingerprint(body);
    CacheEntry entry =
        new CacheEntry(
            read.load().question().getOrDefault("contentType", "application/json; charset=utf-8"),
            new CacheEntry.Variant(Encoding.IDENTITY, '"' + hash + '"', Buffer.buffer(body)),
            new CacheEntry.Variant(Encoding.GZIP, '"' + hash + "-gz\"", Buffer.buffer(gzip(body))),
            null,
            System.currentTimeMillis(),
            fresh,
            Duration.ofMinutes(1),
            List.of(),
            read.visible());
    entries.put(read.key(), entry);
    return entry;
  }

  static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A source that does not answer by itself. */
  Promise<byte[]> hold() {
    Promise<byte[]> promise = Promise.promise();
    source = read -> promise.future();
    return promise;
  }
}
