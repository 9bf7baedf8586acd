package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EntryStoreTest {
  private static final long BOUND = 1 << 20;

  private final CacheCounters counters = new CacheCounters();
  private final EntryStore entries = new EntryStore(BOUND, BOUND / 4, counters);

  private final Marks marks = new Marks();

  private Kept kept(int bytes) {
    Lifetime hour = new Lifetime(3_600_000, 3_600_000, 3_600_000, 3_600_000);
    CacheMessage.Read read = Reads.read("test/entry", "minute");
    Running load =
        new Running(read, marks.see("test", List.of()), new Tally("test", "test/entry"), 0);
    return new Kept(entry(bytes), load, hour);
  }

  private void keep(String key, int bytes) {
    entries.keep(key, kept(bytes), () -> true);
  }

  private static CacheEntry entry(int bytes) {
    CacheEntry.Variant body =
        new CacheEntry.Variant(Encoding.IDENTITY, "\"tag\"", Buffer.buffer(new byte[bytes]));
    return new CacheEntry(
        "text/plain",
        body,
        null,
        null,
        System.currentTimeMillis(),
        Duration.ofHours(1),
        Duration.ZERO,
        List.of(),
        CacheMessage.Visibility.SHARED);
  }

  @Test
  void tenTimesTheBoundStaysWithinIt() {
    Random random = new Random(7);
    long most = 0;
    for (long written = 0; written < 10 * BOUND; ) {
      int size = random.nextInt(40_000);
      keep("key" + random.nextInt(), size);
      most = Math.max(most, entries.bytes());
      written += size;
    }

    assertThat(most).isLessThanOrEqualTo(BOUND);
    assertThat(entries.bytes()).isGreaterThan(BOUND / 2);
    assertThat(counters.evictions.sum()).isPositive();
  }

  @Test
  void manySmallEntriesCountTheirOverheadAndKeys() {
    for (int i = 0; i < 10_000; i++) {
      keep("a key of some length, number " + i, 0);
    }

    assertThat(entries.count()).isLessThan(BOUND / EntryStore.OVERHEAD_BYTES);
  }

  @Test
  void severalThreadsStayWithinTheBoundTogether() throws InterruptedException {
    AtomicLong most = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 500; i++) {
                      keep(thread + "/" + i, 8_000);
                      most.accumulateAndGet(entries.bytes(), Math::max);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(most.get()).isLessThanOrEqualTo(BOUND + BOUND / 10);
    assertThat(entries.bytes()).isLessThanOrEqualTo(BOUND);
  }

  @Test
  void aTooLargeEntryRemovesWhatItReplaces() {
    keep("key", 10);
    keep("key", (int) BOUND);

    assertThat(entries.find("key")).isNull();
    assertThat(counters.tooLarge.sum()).isEqualTo(1);
  }

  @Test
  void findingAllocatesNothing() {
    keep("key", 10);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    find(200_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    find(1_000_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(1_000_000 / 4);
  }

  private void find(int times) {
    for (int i = 0; i < times; i++) {
      if (entries.find("key") == null) {
        throw new AssertionError("the entry is gone");
      }
    }
  }
}
