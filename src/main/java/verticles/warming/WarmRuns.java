package verticles.warming;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import verticles.tasks.TaskView;

/** Reads a task as the warming run that it is. */
final class WarmRuns {
  private WarmRuns() {}

  static WarmRun of(TaskView task) {
    JsonObject kept = task.result().or(task::checkpoint).orElseGet(JsonObject::new);
    WarmRun.State state = state(task.state());
    return WarmRun.of(
        task.id().toString(),
        WarmTask.request(task.payload()).orElse(WarmRequest.of(WarmRequest.Mode.FULL)),
        askedBy(task),
        task.node(),
        state,
        withError(Tally.Counts.of(kept), state, task.error()),
        task.startedAt().orElse(task.createdAt()),
        state == WarmRun.State.RUNNING ? Optional.empty() : task.finishedAt());
  }

  private static WarmRun.State state(String task) {
    return switch (task) {
      case "succeeded" -> WarmRun.State.DONE;
      case "failed", "quarantined" -> WarmRun.State.FAILED;
      case "cancelled" -> WarmRun.State.CANCELLED;
      default -> WarmRun.State.RUNNING;
    };
  }

  private static String askedBy(TaskView task) {
    return task.owner().equals("system") && task.organisation().isEmpty()
        ? "schedule"
        : task.owner();
  }

  private static Tally.Counts withError(Tally.Counts counts, WarmRun.State state, String error) {
    if (state != WarmRun.State.FAILED || error.isEmpty()) {
      return counts;
    }
    List<String> errors = new ArrayList<>(counts.errors());
    errors.add(error);
    return new Tally.Counts(
        counts.total(), counts.loaded(), counts.alreadyFresh(), counts.failed(), errors);
  }
}
