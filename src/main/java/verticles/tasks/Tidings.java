package verticles.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import verticles.identity.Role;
import verticles.notify.Audience;
import verticles.notify.Notice;
import verticles.notify.Topic;

/** The notifications that news of tasks make: one each, or of many of one owner, one for all. */
final class Tidings {
  static final int MOST_MOVED = 50;
  static final int MOST_ENDED = 20;

  /** So many fit into a notification. */
  static final int IN_ONE = 300;

  private Tidings() {}

  /** How tasks that are not over stand; a newer one takes the place of the older. */
  static List<Notice> moved(Collection<TaskNews> news) {
    List<Notice> notices = new ArrayList<>();
    byAudience(news)
        .forEach(
            (audience, own) -> {
              if (own.size() > MOST_MOVED) {
                notices.add(changed(audience, "own"));
              } else {
                own.forEach(one -> notices.add(moved(audience, one)));
              }
            });
    return notices;
  }

  private static Notice moved(Audience audience, TaskNews news) {
    JsonObject payload =
        news.named()
            .put("percent", Math.round(news.percent() * 10) / 10.0)
            .put("message", news.words())
            .put("cancelling", news.cancelling());
    return Notice.of(Topic.TASKS, audience, "task.moved", payload).about(news.id().toString());
  }

  /** That what an audience may see should be read anew. */
  private static Notice changed(Audience audience, String whose) {
    JsonObject payload = new JsonObject().put("whose", whose);
    return Notice.of(Topic.TASKS, audience, "tasks.changed", payload).about(whose);
  }

  /** Told to admins, who may see every task, when any has moved; it does not say whose. */
  static Notice anyChanged() {
    return changed(Audience.role(Role.ADMIN), "any");
  }

  /** The ends of tasks; each counts. */
  static List<Notice> ended(Collection<TaskNews> news) {
    List<Notice> notices = new ArrayList<>();
    byAudience(news)
        .forEach(
            (audience, own) -> {
              if (own.size() <= MOST_ENDED) {
                own.forEach(one -> notices.add(ended(audience, one)));
              } else {
                for (int from = 0; from < own.size(); from += IN_ONE) {
                  notices.add(
                      ended(audience, own.subList(from, Math.min(own.size(), from + IN_ONE))));
                }
              }
            });
    return notices;
  }

  private static Notice ended(Audience audience, TaskNews news) {
    return Notice.of(Topic.TASKS, audience, "task.ended", news.named().put("detail", news.words()));
  }

  /** Short, for thousands may end in a second, and each notification is kept for a day. */
  private static Notice ended(Audience audience, List<TaskNews> many) {
    Map<String, Object> states = new TreeMap<>();
    many.forEach(
        one ->
            ((JsonArray) states.computeIfAbsent(one.state(), state -> new JsonArray()))
                .add(one.id().toString()));
    return Notice.of(
        Topic.TASKS,
        audience,
        "tasks.ended",
        new JsonObject()
            .put("count", many.size())
            .put("owner", many.getFirst().owner())
            .put("tasks", new JsonObject(states)));
  }

  private static Map<Audience, List<TaskNews>> byAudience(Collection<TaskNews> news) {
    Map<Audience, List<TaskNews>> sorted = new LinkedHashMap<>();
    news.forEach(
        one -> sorted.computeIfAbsent(one.audience(), first -> new ArrayList<>()).add(one));
    return sorted;
  }
}
