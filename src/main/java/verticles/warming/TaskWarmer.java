package verticles.warming;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import verticles.bus.Apart;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.dataset.WarmDatasets;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.tasks.Enqueued;
import verticles.tasks.TaskQuestion;
import verticles.tasks.TaskRequest;
import verticles.tasks.TaskView;
import verticles.tasks.Tasks;

/** The warming runs of the cluster, each of which is a task. */
public final class TaskWarmer implements Warmer {
  private static final int SHOWN = 50;
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Everybody may see how far a run is, whoever asked for it. */
  private static final Caller ANYBODY = new Caller("system", "", Role.ADMIN);

  private final Tasks tasks;
  private final WarmDatasets datasets;

  /** The runs among those tasks. */
  public TaskWarmer(Tasks tasks, WarmDatasets datasets) {
    this.tasks = tasks;
    this.datasets = datasets;
  }

  @Override
  public Future<WarmRun> start(Caller caller, WarmRequest request) {
    try {
      request.datasets().forEach(datasets::declared);
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
    return tasks
        .holder(WarmTask.NAME, WarmTask.key(request))
        .compose(
            other ->
                other.isPresent()
                    ? onItsWay(other.get())
                    : tasks
                        .enqueue(TaskRequest.now(caller, WarmTask.NAME, WarmTask.payload(request)))
                        .compose(this::begun));
  }

  private Future<WarmRun> begun(Enqueued taken) {
    return taken.how() == Enqueued.How.MADE
        ? tasks.find(ANYBODY, taken.id()).map(WarmRuns::of)
        : onItsWay(taken.id());
  }

  private static <T> Future<T> onItsWay(UUID other) {
    return Future.failedFuture(
        FailureException.of(
            Failure.CONFLICT, "A run of that kind is on its way already: %s.".formatted(other)));
  }

  @Override
  public Future<List<WarmRun>> runs() {
    return tasks
        .list(
            new TaskQuestion(
                ANYBODY, Optional.empty(), Optional.of(WarmTask.NAME), Optional.empty(), SHOWN))
        .map(found -> found.stream().map(WarmRuns::of).toList());
  }

  @Override
  public Future<WarmRun> run(String id) {
    return task(id).map(WarmRuns::of);
  }

  private Future<TaskView> task(String id) {
    UUID known;
    try {
      known = UUID.fromString(id);
    } catch (IllegalArgumentException malformed) {
      return notFound(id);
    }
    return tasks
        .find(ANYBODY, known)
        .recover(
            thrown ->
                thrown instanceof FailureException failure && failure.failure() == Failure.NOT_FOUND
                    ? notFound(id)
                    : Future.failedFuture(thrown))
        .compose(
            task ->
                task.type().equals(WarmTask.NAME) ? Future.succeededFuture(task) : notFound(id));
  }

  private static <T> Future<T> notFound(String id) {
    return Future.failedFuture(
        FailureException.of(
            Failure.NOT_FOUND,
            "There is no warming run %s.".formatted(id.length() > 64 ? id.substring(0, 64) : id)));
  }

  @Override
  public Future<WarmRun> cancel(String id) {
    return task(id)
        .compose(task -> tasks.cancel(ANYBODY, task.id()))
        .compose(this::ended)
        .map(WarmRuns::of);
  }

  /** A run that is told to end does so in a moment; the answer waits a little for it. */
  private Future<TaskView> ended(TaskView told) {
    if (!told.cancelling()) {
      return Future.succeededFuture(told);
    }
    return Apart.call("warming-cancel", () -> look(told));
  }

  private TaskView look(TaskView told) throws InterruptedException {
    long patience = System.nanoTime() + CANCEL_PATIENCE.toNanos();
    TaskView now = told;
    while (now.cancelling() && System.nanoTime() < patience) {
      Thread.sleep(LOOK);
      now = tasks.find(ANYBODY, told.id()).await();
    }
    return now;
  }
}
