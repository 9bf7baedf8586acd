package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Target;
import verticles.market.ImportReport;
import verticles.notify.Audience;
import verticles.notify.Notice;
import verticles.notify.Notifier;
import verticles.notify.Topic;

/** What requests tell people of. */
final class Tellings {
  private Tellings() {}

  /** To who imported, wherever he looks now. */
  static void imported(Notifier notifier, Caller caller, ImportReport report) {
    JsonObject payload =
        new JsonObject()
            .put("kind", report.kind())
            .put("rows", report.rows())
            .put("inserted", report.inserted())
            .put("updated", report.updated())
            .put("unchanged", report.unchanged())
            .put("elapsedMillis", report.elapsedMillis());
    notifier.publish(
        Notice.of(Topic.SYSTEM, Audience.user(caller.user()), "import.finished", payload));
  }

  /** To operators, when it was more than single entries. */
  static void invalidated(Notifier notifier, Caller caller, Invalidation invalidation) {
    List<String> wide =
        invalidation.targets().stream()
            .filter(
                target -> target instanceof Target.Namespace || target instanceof Target.Everything)
            .map(target -> target instanceof Target.Namespace one ? one.namespace() : "everything")
            .toList();
    if (!wide.isEmpty()) {
      JsonObject payload =
          new JsonObject()
              .put("namespaces", new JsonArray(wide.stream().limit(50).toList()))
              .put("by", caller.user());
      notifier.publish(
          Notice.of(Topic.SYSTEM, Audience.role(Role.OPERATOR), "cache.invalidated", payload));
    }
  }
}
