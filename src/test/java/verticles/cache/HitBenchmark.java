package verticles.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import verticles.bus.Bus;

/** A hit in memory against the same lookup in bare Caffeine; {@code bench/cache hit} runs it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class HitBenchmark {
  private static final int KEYS = 1024;

  private final String[] keys = new String[KEYS];
  private final Vertx vertx = Vertx.vertx();
  private final NearCache near =
      new NearCache(Reads.CONFIG, new Bus(vertx, "bench"), CoarseClock.of(InstantSource.system()));
  private final Cache<String, CacheEntry> bare =
      Caffeine.newBuilder()
          .maximumWeight(64 << 20)
          .<String, CacheEntry>weigher((key, entry) -> (int) entry.sizeBytes())
          .executor(Runnable::run)
          .build();
  private int next;

  /** Fills both with the same entries. */
  @Setup
  public void fill() {
    Lifetime hour = new Lifetime(3_600_000, 3_600_000, 3_600_000, 3_600_000);
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "dataset/day-ahead-prices.json?from=2026-11-20T00:00:00Z&zone=DK" + i;
      CacheMessage.Read read = Reads.read(keys[i], "minute");
      Running load = near.remembered().begin(read, System.currentTimeMillis());
      CacheEntry entry = entry();
      near.remembered().keep(keys[i], new Kept(entry, load, hour), load);
      bare.put(keys[i], entry);
    }
  }

  private static CacheEntry entry() {
    return new CacheEntry(
        "application/json",
        new CacheEntry.Variant(Encoding.IDENTITY, "\"tag\"", Buffer.buffer(new byte[100])),
        null,
        null,
        System.currentTimeMillis(),
        Duration.ofHours(1),
        Duration.ZERO,
        List.of("tag"),
        CacheMessage.Visibility.SHARED);
  }

  /** Ends what {@link Bus} needs. */
  @TearDown
  public void close() {
    vertx.close().await();
  }

  /** Caffeine alone. */
  @Benchmark
  public @Nullable CacheEntry bareCaffeine() {
    return bare.getIfPresent(keys[next++ & (KEYS - 1)]);
  }

  /** The whole hit: lookup, freshness, marks, trust, and its counters. */
  @Benchmark
  public @Nullable CacheEntry nearHit() {
    return near.peek(keys[next++ & (KEYS - 1)]);
  }
}
