package verticles;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import verticles.http.HealthPart;
import verticles.identity.Role;
import verticles.notify.Audience;
import verticles.notify.Notice;
import verticles.notify.Notifier;
import verticles.notify.Topic;
import verticles.warming.WarmRun;

/**
 * Tells operators what happens to the nodes: who came and went, which part of this one fails or
 * works again, how far warming is. Every node sees who is gone; it is told once. For one thread.
 */
final class NodeNotices {
  private static final Audience OPERATORS = Audience.role(Role.OPERATOR);

  private final String node;
  private final Supplier<List<String>> members;
  private final Supplier<List<HealthPart>> parts;
  private final Notifier notifier;
  private final Map<String, HealthPart.Status> before = new HashMap<>();
  private Set<String> known;

  NodeNotices(
      String node,
      Supplier<List<String>> members,
      Supplier<List<HealthPart>> parts,
      Notifier notifier) {
    this.node = node;
    this.members = members;
    this.parts = parts;
    this.notifier = notifier;
    // those who were here before told of themselves
    this.known = new HashSet<>(members.get());
    this.known.remove(node);
  }

  /** Looks what has changed; called every second. */
  void look() {
    lookAtMembers();
    for (HealthPart part : parts.get()) {
      HealthPart.State state = part.state().get();
      HealthPart.Status last = before.put(part.name(), state.status());
      if (last != null && last != state.status() && isNews(last, state.status())) {
        tell(part.name(), last, state);
      }
    }
  }

  private void lookAtMembers() {
    Set<String> now = new HashSet<>(members.get());
    for (String one : now) {
      if (!known.contains(one)) {
        tell("node.joined", one, now.size());
      }
    }
    for (String one : known) {
      if (!now.contains(one)) {
        tell("node.left", one, now.size());
      }
    }
    known = now;
  }

  /** The id of a node is new at each start, so that it comes and goes once. */
  private void tell(String type, String member, int members) {
    JsonObject payload = new JsonObject().put("node", member).put("members", members);
    publish(Notice.of(Topic.SYSTEM, OPERATORS, type, payload).once(type + ":" + member));
  }

  private static boolean isNews(HealthPart.Status last, HealthPart.Status now) {
    return last != HealthPart.Status.STARTING && now != HealthPart.Status.STARTING;
  }

  private void tell(String part, HealthPart.Status last, HealthPart.State state) {
    boolean well =
        state.status() == HealthPart.Status.UP || state.status() == HealthPart.Status.DISABLED;
    JsonObject payload =
        new JsonObject()
            .put("node", node)
            .put("part", part)
            .put("from", label(last))
            .put("to", label(state.status()))
            .put("detail", state.detail());
    String type = well ? "health.recovered" : "health.degraded";
    publish(Notice.of(Topic.SYSTEM, OPERATORS, type, payload));
  }

  private static String label(HealthPart.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** How far a warming run is; a slow reader gets the newest of each run. */
  static void warming(Notifier notifier, WarmRun run) {
    JsonObject payload =
        new JsonObject()
            .put("run", run.id())
            .put("mode", label(run.mode()))
            .put("state", label(run.state()))
            .put("done", run.done())
            .put("total", run.total())
            .put("failed", run.failed())
            .put("by", run.askedBy());
    String type =
        run.isOver()
            ? "warming.finished"
            : run.done() == 0 ? "warming.started" : "warming.progress";
    notifier.publish(Notice.of(Topic.SYSTEM, OPERATORS, type, payload).about(run.id()));
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void publish(Notice notice) {
    notifier.publish(notice);
  }
}
