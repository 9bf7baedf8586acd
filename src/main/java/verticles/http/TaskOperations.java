package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.tasks.Enqueued;
import verticles.tasks.TaskQuestion;
import verticles.tasks.TaskView;
import verticles.tasks.Tasks;

/** Takes tasks in, shows them, cancels them and lets them run again. */
final class TaskOperations {
  static final String PATH = "/api/v1/tasks/";
  private static final int USUAL_LIMIT = 50;

  private final Tasks tasks;

  private TaskOperations(Tasks tasks) {
    this.tasks = tasks;
  }

  /** The operations by their names in the contract. */
  static Map<String, Operation> of(TaskServices services, TaskUploads uploads) {
    TaskOperations own = new TaskOperations(services.tasks());
    ScheduleOperations schedules = new ScheduleOperations(services.tasks());
    Map<String, Operation> operations = new HashMap<>();
    operations.put("createTask", own::create);
    operations.put("listTasks", own::list);
    operations.put("readTask", own::one);
    operations.put("cancelTask", own::cancel);
    operations.put("retryTask", own::retry);
    operations.put("listTaskTypes", own::types);
    operations.put("taskStats", own::stats);
    operations.put("sendTaskFile", uploads::accept);
    operations.put("readTaskFile", new TaskDownloads(services.kept())::send);
    operations.putAll(WebhookOperations.of(services.webhooks()));
    operations.put("listSyncSources", new SyncOperations(services.sources())::list);
    operations.put("listTaskSchedules", schedules::list);
    operations.put("saveTaskSchedule", schedules::save);
    operations.put("deleteTaskSchedule", schedules::delete);
    return operations;
  }

  private void create(Exchange exchange) {
    Optional<String> key = Optional.ofNullable(exchange.request().getHeader(Names.IDEMPOTENCY_KEY));
    JsonObject body = exchange.body().toJsonObject();
    tasks
        .enqueue(TaskForm.request(exchange.caller(), body, key))
        .compose(
            taken ->
                tasks.find(exchange.caller(), taken.id()).map(task -> made(exchange, taken, task)))
        .onSuccess(task -> exchange.json(202, TaskForm.of(task)))
        .onFailure(exchange::fail);
  }

  private static TaskView made(Exchange exchange, Enqueued taken, TaskView task) {
    if (!exchange.answered()) {
      var headers = exchange.request().response().headers();
      headers.set(HttpHeaders.LOCATION, PATH + task.id());
      if (taken.how() == Enqueued.How.MADE) {
        exchange.changed(
            new Change(
                "task/" + task.id(),
                Optional.empty(),
                Optional.of(new JsonObject().put("type", task.type()))));
      } else {
        headers.set(Names.IDEMPOTENCY_REPLAYED, "true");
      }
    }
    return task;
  }

  private void list(Exchange exchange) {
    Map<String, List<String>> query = Reads.parameters(exchange.request());
    int limit = first(query, "limit").map(Integer::parseInt).orElse(USUAL_LIMIT);
    TaskQuestion question =
        new TaskQuestion(
            first(query, "mine").map(Boolean::parseBoolean).orElse(false)
                ? ownOnly(exchange.caller())
                : exchange.caller(),
            first(query, "state"),
            first(query, "type"),
            first(query, "cursor").map(UUID::fromString),
            limit);
    tasks
        .list(question)
        .onSuccess(
            found -> {
              Map<String, Object> answer = new HashMap<>();
              answer.put("items", found.stream().map(TaskForm::of).toList());
              answer.put(
                  "nextCursor", found.size() < limit ? Optional.empty() : found.getLast().id());
              exchange.json(200, answer);
            })
        .onFailure(exchange::fail);
  }

  /** An admin as anybody else. */
  private static Caller ownOnly(Caller caller) {
    return new Caller(caller.user(), caller.organisation(), Role.VIEWER);
  }

  private static Optional<String> first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  private void one(Exchange exchange) {
    show(exchange, tasks.find(exchange.caller(), id(exchange)));
  }

  private void cancel(Exchange exchange) {
    change(exchange, "cancelled", tasks.cancel(exchange.caller(), id(exchange)));
  }

  private void retry(Exchange exchange) {
    change(
        exchange,
        "retried",
        tasks.retry(exchange.caller(), UUID.fromString(PathParts.last(exchange))));
  }

  private static void change(Exchange exchange, String what, Future<TaskView> task) {
    show(
        exchange,
        task.onSuccess(
            changed ->
                exchange.changed(
                    new Change(
                        "task/" + changed.id(),
                        Optional.empty(),
                        Optional.of(
                            new JsonObject().put("type", changed.type()).put("asked", what))))));
  }

  private static void show(Exchange exchange, Future<TaskView> task) {
    task.onSuccess(found -> exchange.json(200, TaskForm.of(found))).onFailure(exchange::fail);
  }

  private void types(Exchange exchange) {
    exchange.json(200, Map.of("items", tasks.types().stream().map(TaskForm::of).toList()));
  }

  private void stats(Exchange exchange) {
    tasks
        .numbers(exchange.caller())
        .onSuccess(numbers -> exchange.json(200, Map.of("items", numbers)))
        .onFailure(exchange::fail);
  }

  private static UUID id(Exchange exchange) {
    return UUID.fromString(Objects.requireNonNull(exchange.path().split("/")[4]));
  }
}
