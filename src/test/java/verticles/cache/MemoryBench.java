package verticles.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntSupplier;
import verticles.bus.Bus;
import verticles.config.DataSize;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/**
 * What {@code bench/cache} prints of the near cache beside the time of a hit: hit ratio against
 * bare Caffeine of the same bytes, the invalidation of a tag with a million entries, and memory
 * under a flood of random keys.
 */
final class MemoryBench {
  private static final Lifetime DAY = new Lifetime(86_400_000, 86_400_000, 86_400_000, 86_400_000);

  private MemoryBench() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "ratio" -> ratio();
      case "tag" -> tag();
      case "flood" -> flood(Integer.parseInt(arguments[1]));
      default -> throw new IllegalArgumentException("ratio, tag, or flood SECONDS");
    }
  }

  private static NearCache near(long maxBytes) {
    CacheConfig config =
        new CacheConfig(
            new DataSize(maxBytes),
            DataSize.ofMebibytes(1),
            new DataSize(1024),
            Duration.ofSeconds(12),
            Reads.CONFIG.policies(),
            Reads.CONFIG.shared());
    return new NearCache(config, new Bus(Vertx.vertx(), "bench"), InstantSource.system());
  }

  private static void keep(NearCache near, String key, int bytes) {
    Running load = near.remembered().begin(Reads.read(key, "minute"), System.currentTimeMillis());
    Kept kept = new Kept(entry(bytes), load, DAY);
    near.remembered().keep(key, kept, load);
  }

  private static CacheEntry entry(int bytes) {
    return new CacheEntry(
        "application/json",
        new CacheEntry.Variant(Encoding.IDENTITY, "\"tag\"", Buffer.buffer(new byte[bytes])),
        null,
        null,
        System.currentTimeMillis(),
        Duration.ofDays(1),
        Duration.ZERO,
        List.of("tag"),
        CacheMessage.Visibility.SHARED);
  }

  private static void ratio() {
    System.out.println(
        "hit ratio in percent, same byte budget (64 MiB, entries of 200 to 4,200 bytes)");
    System.out.println("load                        near cache   bare Caffeine   difference");
    int[] zipf = zipfian(100_000, 0.99, 2_000_000);
    compare("zipfian 0.99, 100,000 keys", zipf);
    int[] loop = new int[2_000_000];
    for (int i = 0; i < loop.length; i++) {
      loop[i] = i % 30_000;
    }
    compare("looping scan, 30,000 keys", loop);
  }

  private static void compare(String name, int[] trace) {
    NearCache near = near(64 << 20);
    var bare =
        Caffeine.newBuilder()
            .maximumWeight(64 << 20)
            .<String, Integer>weigher(
                (key, size) -> EntryStore.OVERHEAD_BYTES + key.length() + size)
            .executor(Runnable::run)
            .build();
    long ours = 0;
    long theirs = 0;
    for (int item : trace) {
      String key = "d/" + item;
      int size = 200 + (item * 31 & 0xfff);
      if (near.peek(key) != null) {
        ours++;
      } else {
        keep(near, key, size);
      }
      if (bare.getIfPresent(key) != null) {
        theirs++;
      } else {
        bare.put(key, size);
      }
    }
    double our = 100.0 * ours / trace.length;
    double their = 100.0 * theirs / trace.length;
    System.out.printf(Locale.ROOT, "%-27s %10.2f %15.2f %12.2f%n", name, our, their, our - their);
  }

  /** Ranks drawn by the inverse of the distribution's sums. */
  private static int[] zipfian(int keys, double exponent, int length) {
    double[] sums = new double[keys];
    double sum = 0;
    for (int i = 0; i < keys; i++) {
      sum += 1 / Math.pow(i + 1, exponent);
      sums[i] = sum;
    }
    Random random = new Random(42);
    int[] trace = new int[length];
    for (int i = 0; i < length; i++) {
      int at = Arrays.binarySearch(sums, random.nextDouble() * sum);
      trace[i] = at < 0 ? Math.min(keys - 1, -at - 1) : at;
    }
    return trace;
  }

  private static void tag() {
    NearCache near = near(4L << 30);
    for (int i = 0; i < 1_000_000; i++) {
      keep(near, "d/" + i, 0);
    }
    long before = answers(near);
    // the classes are there; the tag itself was not touched yet
    near.memory().apply(Invalidation.of(Mode.REMOVE, new Target.Tag("another")));
    long worst = 0;
    for (int round = 0; round < 5; round++) {
      long started = System.nanoTime();
      near.memory().apply(Invalidation.of(Mode.REMOVE, new Target.Tag("tag")));
      worst = Math.max(worst, System.nanoTime() - started);
    }
    System.out.printf(
        Locale.ROOT,
        "entries of one tag that answered: %,d; after the invalidation: %,d; it took %.3f ms (the worst of 5)%n",
        before,
        answers(near),
        worst / 1e6);
  }

  private static long answers(NearCache near) {
    long answers = 0;
    for (int i = 0; i < 1_000_000; i++) {
      answers += near.peek("d/" + i) == null ? 0 : 1;
    }
    return answers;
  }

  private static void flood(int seconds) throws IOException {
    NearCache near = near(64 << 20);
    Random random = new Random(7);
    IntSupplier size = () -> (int) Math.pow(2, 4 + random.nextDouble() * 15);
    long most = 0;
    long written = 0;
    System.out.println("bound 64 MiB, random keys and sizes of 16 B to 512 kB, -Xmx384m\n");
    System.out.println("seconds   entries kept   bytes counted MiB   most MiB   resident MiB");
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long next = System.nanoTime();
    while (System.nanoTime() < end) {
      keep(near, "d/" + random.nextLong(), size.getAsInt());
      most = Math.max(most, near.statistics().bytes());
      written++;
      if (System.nanoTime() >= next) {
        next += Math.max(5, seconds / 10) * 1_000_000_000L;
        System.out.printf(
            Locale.ROOT,
            "%7d %14d %19.1f %10.1f %14d%n",
            seconds - (end - System.nanoTime()) / 1_000_000_000L,
            near.statistics().entries(),
            near.statistics().bytes() / 1048576.0,
            most / 1048576.0,
            residentMib());
      }
    }
    System.out.printf("%,d entries were written%n", written);
    System.exit(0);
  }

  private static long residentMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
