package verticles.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.cache.CacheEntry;
import verticles.cache.CacheMessage;
import verticles.cache.Encoding;
import verticles.identity.Caller;
import verticles.identity.Role;

/** One cached answer and the reads that find it, without a server. */
final class PreparedReads {
  static final String BODY = "some rows";

  final MemoryCache cache = new MemoryCache();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Repeats repeats = new Repeats();
  final HotReads reads =
      new HotReads(
          cache,
          new Connections(TestServer.config(), new AtomicInteger(), repeats),
          new RequestIds(),
          new HitCounter().register(meters, "test"));
  final CacheEntry entry = keep(BODY);

  CacheEntry keep(String body) {
    return cache.keep(read(), body.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(5));
  }

  static CacheMessage.Read read() {
    return new CacheMessage.Read(
        "key",
        "simple",
        List.of(),
        CacheMessage.Visibility.SHARED,
        new CacheMessage.Load("dataset", Map.of()));
  }

  Memo.Slot slot(long goodUntilMillis) {
    return new Memo.Slot(
        read(), new Caller("ann", "north", Role.VIEWER), Encoding.IDENTITY, goodUntilMillis);
  }

  /** A remembered request of those bytes. */
  Repeat repeat(String request, long goodUntilMillis) {
    return new Repeat(
        request.getBytes(StandardCharsets.US_ASCII), null, slot(goodUntilMillis), reads);
  }

  double repeated() {
    return meters.get("spinreserve.http.repeats").functionCounter().count();
  }
}
