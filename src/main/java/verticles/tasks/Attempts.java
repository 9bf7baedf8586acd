package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The attempts of this node, running or about to. Safe from every thread. */
final class Attempts {
  private final Map<UUID, Attempt> attempts = new ConcurrentHashMap<>();

  void add(Attempt attempt) {
    attempts.put(attempt.task(), attempt);
  }

  void remove(Attempt attempt) {
    attempts.remove(attempt.task(), attempt);
  }

  Collection<Attempt> all() {
    return attempts.values();
  }

  int count() {
    return attempts.size();
  }

  Optional<Attempt> find(UUID task) {
    return Optional.ofNullable(attempts.get(task));
  }

  /** Tells a task to end; nothing happens when it is not here. */
  void stop(UUID task, Attempt.Stop why) {
    find(task).ifPresent(attempt -> attempt.stop(why));
  }

  /** What they have to tell since it was asked last. */
  List<JsonObject> news() {
    return attempts.values().stream().flatMap(attempt -> attempt.news().stream()).toList();
  }

  /** Waits until all are over, or that time is. */
  void awaitEnd(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!attempts.isEmpty() && System.nanoTime() < end) {
      pause();
    }
  }

  /** Gives those that were told to stop a moment for it. */
  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
