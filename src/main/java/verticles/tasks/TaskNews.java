package verticles.tasks;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import verticles.identity.Role;
import verticles.notify.Audience;

/**
 * How a task stands now.
 *
 * @param state as the API names it
 * @param percent 0 to 100
 * @param words what it says of itself, or why it failed; may be empty
 */
record TaskNews(
    UUID id,
    String organisation,
    String owner,
    String type,
    String state,
    double percent,
    String words,
    boolean cancelling) {
  private static final Set<String> OPEN = Set.of("scheduled", "waiting", "running");

  static TaskNews of(Claimed task, String state, String words) {
    return new TaskNews(
        task.id(), task.organisation(), task.owner(), task.type(), state, 0, words, false);
  }

  static TaskNews of(TaskView task) {
    return new TaskNews(
        task.id(),
        task.organisation(),
        task.owner(),
        task.type(),
        task.state(),
        task.percent(),
        task.error().isEmpty() ? task.message() : task.error(),
        task.cancelling());
  }

  /** A task that was taken in just now. */
  static TaskNews made(TaskRequest request, UUID id) {
    boolean later = request.runAt().isPresent() || request.delay().isPositive();
    return new TaskNews(
        id,
        request.caller().organisation(),
        request.caller().user(),
        request.type(),
        later ? "scheduled" : "waiting",
        0,
        "",
        false);
  }

  boolean isOver() {
    return !OPEN.contains(state);
  }

  /** Its owner and nobody else; admins for what the configuration has asked for. */
  Audience audience() {
    return owner.equals(TaskVerticle.SYSTEM.user()) && organisation.isEmpty()
        ? Audience.role(Role.ADMIN)
        : Audience.user(owner);
  }

  JsonObject named() {
    return new JsonObject()
        .put("id", id.toString())
        .put("type", type)
        .put("owner", owner)
        .put("state", state);
  }
}
