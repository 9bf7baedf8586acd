package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import verticles.identity.Caller;
import verticles.identity.Role;

/** One attempt at a task on this node, from its claim to its one ending. */
final class Attempt implements TaskContext {
  /** Why an attempt should not go on. */
  enum Stop {
    CANCELLED("It was cancelled."),
    LOST("Another worker has the task now."),
    DRAINED("Its node stops."),
    LATE("It took longer than its type allows.");

    final String reason;

    Stop(String reason) {
      this.reason = reason;
    }
  }

  private static final int LONGEST_MESSAGE = 200;

  private final Claimed task;
  private final Role role;
  private final Function<JsonObject, Boolean> keep;
  private final AttemptLog log = new AttemptLog();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<Runnable> onCancel = new ArrayList<>();
  private volatile @Nullable Stop stop;
  private final AtomicBoolean hasSlot = new AtomicBoolean(true);
  private volatile long stoppedNanos;
  private volatile long beganNanos;
  private @Nullable Thread thread;
  private double percent;
  private String message = "";
  private boolean dirty;
  private boolean untold;

  /**
   * An attempt that has not begun.
   *
   * @param keep writes progress at once and answers whether the task is still held
   */
  Attempt(Claimed task, Role role, Function<JsonObject, Boolean> keep) {
    this.task = task;
    this.role = role;
    this.keep = keep;
  }

  Claimed claimed() {
    return task;
  }

  @Override
  public UUID task() {
    return task.id();
  }

  @Override
  public String fence() {
    return task.id() + ":" + task.epoch();
  }

  @Override
  public Caller owner() {
    return new Caller(task.owner(), task.organisation(), role);
  }

  @Override
  public int attempt() {
    return task.state().attempt();
  }

  @Override
  public synchronized void progress(double reached, String said) {
    percent = Math.max(percent, Math.clamp(reached, 0, 100));
    message = AttemptLog.cut(said, LONGEST_MESSAGE);
    dirty = true;
    untold = true;
  }

  @Override
  public synchronized void log(String line) {
    log.add(elapsed().toMillis(), line);
    dirty = true;
  }

  @Override
  public Optional<JsonObject> checkpoint() {
    return task.checkpoint();
  }

  @Override
  public void checkpoint(JsonObject reached) {
    if (stop == Stop.LOST || stop == Stop.LATE) {
      check();
    }
    // what it did until it was told to end is as true
    if (!keep.apply(told().put("checkpoint", reached))) {
      stop(Stop.LOST);
    }
    check();
  }

  @Override
  public boolean cancelled() {
    return stop != null;
  }

  @Override
  public void check() {
    Stop why = stop;
    if (why != null) {
      throw new TaskCancelled(why.reason);
    }
  }

  @Override
  public void onCancel(Runnable action) {
    synchronized (onCancel) {
      if (stop == null) {
        onCancel.add(action);
        return;
      }
    }
    action.run();
  }

  /** Says that it should not go on; the first reason counts. */
  void stop(Stop why) {
    List<Runnable> actions;
    synchronized (onCancel) {
      if (stop != null) {
        return;
      }
      stoppedNanos = System.nanoTime();
      stop = why;
      actions = List.copyOf(onCancel);
      onCancel.clear();
    }
    if (why == Stop.LOST || why == Stop.LATE) {
      interrupt();
    }
    actions.forEach(Runnable::run);
  }

  Optional<Stop> stopped() {
    return Optional.ofNullable(stop);
  }

  /** How long ago it was told to stop; nothing when it was not. */
  Duration stoppedFor() {
    return stop == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - stoppedNanos);
  }

  /** How long it runs; nothing before it does. */
  Duration elapsed() {
    long began = beganNanos;
    return began == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - began);
  }

  /** Whether its task lost a worker before, so that it may be the one to blame. */
  boolean suspect() {
    return task.state().crashes() > 0;
  }

  /** It begins in that thread, which may be interrupted from now on. */
  synchronized void enters(Thread its) {
    beganNanos = System.nanoTime();
    thread = its;
  }

  /** Its thread goes on to something else, and is not interrupted because of this one any more. */
  void leaves() {
    synchronized (this) {
      thread = null;
    }
    Thread.interrupted();
  }

  synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Whether the caller is the first to give its slot back. */
  boolean givesSlotBack() {
    return hasSlot.compareAndSet(true, false);
  }

  /** Whether the caller is the first to end it, and so the only one who may say how. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  boolean isOver() {
    return ended.get();
  }

  synchronized Said said() {
    return new Said(percent, message, log.json());
  }

  /** What changed since it was asked last, as {@code task_tell} reads it; empty: nothing. */
  synchronized Optional<JsonObject> news() {
    if (!dirty || isOver()) {
      return Optional.empty();
    }
    return Optional.of(told());
  }

  /** How far it is, when that is more than was asked for last. */
  synchronized Optional<TaskNews> fresh() {
    if (!untold || isOver()) {
      return Optional.empty();
    }
    untold = false;
    return Optional.of(
        new TaskNews(
            task.id(),
            task.organisation(),
            task.owner(),
            task.type(),
            "running",
            percent,
            message,
            stop == Stop.CANCELLED));
  }

  private synchronized JsonObject told() {
    dirty = false;
    return new JsonObject()
        .put("id", task.id().toString())
        .put("epoch", task.epoch())
        .put("percent", percent)
        .put("message", message)
        .put("log", log.json());
  }
}
