package verticles.http;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import verticles.tasks.Priority;
import verticles.tasks.Schedule;
import verticles.tasks.Tasks;

/** Shows, saves and deletes the schedules of tasks. */
final class ScheduleOperations {
  private final Tasks tasks;

  ScheduleOperations(Tasks tasks) {
    this.tasks = tasks;
  }

  void list(Exchange exchange) {
    tasks
        .schedules(exchange.caller())
        .onSuccess(
            found ->
                exchange.json(
                    200, Map.of("items", found.stream().map(ScheduleOperations::form).toList())))
        .onFailure(exchange::fail);
  }

  void save(Exchange exchange) {
    JsonObject body = exchange.body().toJsonObject();
    Schedule schedule =
        new Schedule(
            exchange.caller(),
            name(exchange),
            body.getString("type"),
            body.getJsonObject("payload", new JsonObject()),
            Priority.of(body.getString("priority", "normal")).orElse(Priority.NORMAL),
            body.getString("cron"),
            body.getString("timeZone", "UTC"),
            Optional.empty());
    tasks
        .schedule(schedule)
        .onSuccess(
            saved -> {
              exchange.changed(new Change(subject(exchange), Optional.empty(), Optional.of(body)));
              exchange.json(200, form(saved));
            })
        .onFailure(exchange::fail);
  }

  void delete(Exchange exchange) {
    tasks
        .unschedule(exchange.caller(), name(exchange))
        .onSuccess(
            gone -> {
              exchange.changed(
                  new Change(subject(exchange), Optional.of(new JsonObject()), Optional.empty()));
              exchange.noContent();
            })
        .onFailure(exchange::fail);
  }

  private static String subject(Exchange exchange) {
    return "task-schedule/" + name(exchange);
  }

  private static String name(Exchange exchange) {
    return Objects.requireNonNull(exchange.path().split("/")[5]);
  }

  private static Map<String, Object> form(Schedule schedule) {
    Map<String, Object> form = new HashMap<>();
    form.put("name", schedule.name());
    form.put("owner", schedule.owner().user());
    form.put("organisation", schedule.owner().organisation());
    form.put("type", schedule.type());
    form.put("payload", schedule.payload().getMap());
    form.put("priority", schedule.priority().label());
    form.put("cron", schedule.cron());
    form.put("timeZone", schedule.timeZone());
    form.put("nextAt", schedule.nextAt());
    return form;
  }
}
