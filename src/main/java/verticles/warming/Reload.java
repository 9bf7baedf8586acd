package verticles.warming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.cache.Cache;
import verticles.dataset.WarmDatasets;

/**
 * Loads answers again that were being read when an invalidation took them away, so that the next
 * readers need not wait. Their own reads would load them a moment later: it costs the source
 * nothing.
 */
final class Reload {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reload.class);

  /** Several invalidations of a moment, such as those of one transaction, are one reason. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private static final int PARALLEL = 4;

  private final WarmDatasets datasets;
  private final Cache cache;
  private final Supplier<List<String>> missed;
  private final AtomicBoolean gathering = new AtomicBoolean();
  private final Semaphore free = new Semaphore(PARALLEL);
  private volatile boolean closed;

  /**
   * A reloader.
   *
   * @param missed names the keys that were being read when they were put out of date, each once
   */
  Reload(WarmDatasets datasets, Cache cache, Supplier<List<String>> missed) {
    this.datasets = datasets;
    this.cache = cache;
    this.missed = missed;
  }

  void invalidated() {
    if (!closed && gathering.compareAndSet(false, true)) {
      Thread.ofVirtual().name("warming-reload").start(this::work);
    }
  }

  private void work() {
    try {
      Thread.sleep(GATHER);
      gathering.set(false);
      List<Thread> loads = new ArrayList<>();
      for (String key : missed.get()) {
        free.acquire();
        loads.add(Thread.ofVirtual().name("warming-reload").start(() -> load(key)));
      }
      for (Thread load : loads) {
        load.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void load(String key) {
    try {
      if (!closed) {
        datasets
            .recurring(key)
            .await()
            .ifPresent(question -> datasets.resolve(question).compose(cache::warm).await());
      }
    } catch (RuntimeException thrown) {
      LOGGER
          .atDebug()
          .addKeyValue("key", key)
          .setCause(thrown)
          .log("an answer that is being read was not loaded again; its next reader does");
    } finally {
      free.release();
    }
  }

  void close() {
    closed = true;
  }
}
