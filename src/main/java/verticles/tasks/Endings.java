package verticles.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the endings of attempts, all that have come meanwhile in one statement. While the database
 * is away it tries again: an ending is lost only with its node, and then the task runs again.
 */
final class Endings {
  private static final Logger LOGGER = LoggerFactory.getLogger(Endings.class);
  private static final int MOST_AT_ONCE = 1_024;

  /** After so many at once more are on their way: they are given a moment to come along. */
  private static final int MANY = 32;

  private static final Duration MOMENT = Duration.ofMillis(3);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final TaskQueue queue;
  private final BiConsumer<List<Ending>, Set<UUID>> written;
  private final BlockingQueue<Ending> waiting = new LinkedBlockingQueue<>();
  private final Set<UUID> pending = ConcurrentHashMap.newKeySet();
  private final Thread writer = Thread.ofVirtual().name("tasks-endings").unstarted(this::write);
  private volatile boolean closed;

  /** {@code written} is told each batch and those of it that were still held. */
  Endings(TaskQueue queue, BiConsumer<List<Ending>, Set<UUID>> written) {
    this.queue = queue;
    this.written = written;
  }

  void start() {
    writer.start();
  }

  void add(Ending ending) {
    pending.add(ending.id());
    waiting.add(ending);
  }

  /** How many are not written yet. */
  int pending() {
    return pending.size();
  }

  /** Whether the end of that task is on its way. */
  boolean isPending(UUID task) {
    return pending.contains(task);
  }

  private void write() {
    int lately = 0;
    try {
      while (!closed || !waiting.isEmpty()) {
        Ending first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          if (lately >= MANY && waiting.size() < MOST_AT_ONCE && !closed) {
            Thread.sleep(MOMENT);
          }
          List<Ending> batch = new ArrayList<>(List.of(first));
          waiting.drainTo(batch, MOST_AT_ONCE - 1);
          write(batch);
          lately = batch.size();
        }
      }
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Ending> batch) throws InterruptedException {
    while (true) {
      try {
        written.accept(batch, queue.end(batch).await());
        batch.forEach(ending -> pending.remove(ending.id()));
        return;
      } catch (RuntimeException | OutOfMemoryError notWritten) {
        LOGGER
            .atWarn()
            .addKeyValue("tasks", batch.size())
            .addKeyValue("reason", notWritten.getMessage())
            .log("endings of tasks are not written yet");
        Thread.sleep(PAUSE);
      }
    }
  }

  /** Writes what is there, as far as it goes in that time. */
  void close(Duration atMost) {
    closed = true;
    try {
      if (!writer.join(atMost)) {
        writer.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
