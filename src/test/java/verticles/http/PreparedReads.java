package verticles.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import verticles.cache.CacheEntry;
import verticles.cache.CacheMessage;
import verticles.cache.Encoding;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.limit.Allowance;
import verticles.limit.Limiter;
import verticles.limit.LimitsConfig;
import verticles.limit.RouteClass;
import verticles.limit.TrustedProxies;
import verticles.redis.NoRedis;
import verticles.security.VerifiedToken;

/** One cached answer and the reads that find it, without a server. */
final class PreparedReads {
  static final String BODY = "some rows";

  final MemoryCache cache = new MemoryCache();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Repeats repeats = new Repeats();
  final RateLimits limits;
  final HotReads reads;
  final CacheEntry entry = keep(BODY);

  PreparedReads() {
    this(LimitsConfig.unlimited());
  }

  PreparedReads(LimitsConfig config) {
    InstantSource clock = InstantSource.system();
    TrustedProxies proxies = new TrustedProxies(List.of());
    limits =
        new RateLimits(
            new Limiter(config, new NoRedis(clock), "test:", () -> 1, meters, clock), proxies);
    NodeConnections ofNode = new NodeConnections(TestServer.config(), proxies, meters);
    reads =
        new HotReads(
            cache,
            new Connections(TestServer.config(), ofNode, repeats),
            limits,
            new RequestIds(),
            new HitCounter().register(meters, "test"));
  }

  /** A client at one address. */
  Sender sender(LongConsumer served) {
    return new Sender() {
      @Override
      public Allowance address(Repeat request, long nowMillis) {
        return limits.address(RouteClass.READ, "192.0.2.1");
      }

      @Override
      public void served(long nowMillis) {
        served.accept(nowMillis);
      }
    };
  }

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
    Caller caller = new Caller("ann", "north", Role.VIEWER);
    VerifiedToken token = new VerifiedToken(caller, "id", Instant.MAX, Long.MAX_VALUE);
    return new Memo.Slot(
        read(), caller, limits.of(RouteClass.READ, token), Encoding.IDENTITY, goodUntilMillis);
  }

  /** A remembered request of those bytes. */
  Repeat repeat(String request, long goodUntilMillis) {
    return new Repeat(
        request.getBytes(StandardCharsets.US_ASCII), null, slot(goodUntilMillis), null, reads);
  }

  double repeated() {
    return meters.get("spinreserve.http.repeats").functionCounter().count();
  }
}
