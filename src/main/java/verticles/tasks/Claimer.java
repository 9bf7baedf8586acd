package verticles.tasks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims tasks for the worker of this node: at once when it is woken, and every second or so
 * because news can be missed. After a claim that found something it soon looks again, for another
 * node may just have held the lane.
 */
final class Claimer {
  private static final Logger LOGGER = LoggerFactory.getLogger(Claimer.class);
  private static final long IDLE_MILLIS = 1_000;
  private static final int QUICK_LOOKS = 7;

  private final TaskQueue queue;
  private final Worker worker;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("tasks-claimer").unstarted(this::work);
  private volatile boolean closed;
  private int emptyLooks;

  Claimer(TaskQueue queue, Worker worker) {
    this.queue = queue;
    this.worker = worker;
  }

  void start() {
    thread.start();
  }

  /** There may be something to claim. */
  void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
    }
  }

  private void work() {
    while (!closed) {
      try {
        look();
        rest();
      } catch (InterruptedException e) {
        return;
      } catch (Exception | OutOfMemoryError away) {
        LOGGER
            .atWarn()
            .addKeyValue("reason", away.getMessage())
            .log("no tasks can be claimed for now");
        emptyLooks = QUICK_LOOKS;
        pause();
      }
    }
  }

  private void look() {
    woken.drainPermits();
    Map<String, Integer> rooms = worker.rooms();
    if (rooms.isEmpty()) {
      emptyLooks = QUICK_LOOKS;
    } else {
      List<Claimed> claimed = queue.claim(worker.id, worker.node, rooms).await();
      worker.accept(claimed);
      emptyLooks = claimed.isEmpty() ? emptyLooks + 1 : 0;
    }
  }

  private void rest() throws InterruptedException {
    long most = Math.min(IDLE_MILLIS, 4L << Math.min(QUICK_LOOKS + 1, emptyLooks));
    long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    if (woken.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      emptyLooks = Math.min(emptyLooks, 2);
    }
  }

  private void pause() {
    try {
      Thread.sleep(Duration.ofMillis(500 + ThreadLocalRandom.current().nextLong(500)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Claims no more; a claim on its way is finished first. It blocks. */
  void close(Duration atMost) {
    closed = true;
    wake();
    try {
      if (!thread.join(atMost)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
