package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.bus.BridgeBus;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.notify.NoticeFrame;
import verticles.notify.Notifications;
import verticles.notify.Topic;

/**
 * The addresses of this node's bridge: what is told there, and what is answered. Safe to use from
 * every thread.
 */
final class BridgeAddresses {
  private static final int MOST = 100;

  private final BridgeBus bus;
  private final Notifications notifications;
  private final AtomicInteger sockets = new AtomicInteger();

  BridgeAddresses(BridgeBus bus, Notifications notifications) {
    this.bus = bus;
    this.notifications = notifications;
    notifications.listen(this::tell);
    bus.answer("client.ping", (body, headers) -> ping());
    bus.answer("notify.recent", this::recent);
  }

  private void tell(NoticeFrame frame) {
    if (sockets.get() > 0) {
      bus.tell(BridgeRules.address(frame.audience()), new JsonObject(frame.json()));
    }
  }

  private static Future<JsonObject> ping() {
    return Future.succeededFuture(new JsonObject().put("at", Instant.now().toString()));
  }

  /** The headers are the server's: {@link BridgeSocket} wrote them. */
  private Future<JsonObject> recent(JsonObject body, MultiMap headers) {
    Caller caller =
        new Caller(
            text(headers, "user"),
            text(headers, "organisation"),
            Role.of(text(headers, "role")).orElse(Role.VIEWER));
    int asked = body.getValue("limit") instanceof Integer number ? number : MOST / 2;
    long seq = notifications.head();
    return notifications
        .newest(caller, EnumSet.allOf(Topic.class), Math.clamp(asked, 1, MOST))
        .map(
            frames -> {
              JsonArray items = new JsonArray();
              frames.forEach(frame -> items.add(new JsonObject(frame.json())));
              return new JsonObject().put("seq", seq).put("items", items);
            });
  }

  private static String text(MultiMap headers, String name) {
    return Objects.requireNonNullElse(headers.get(name), "");
  }

  void entered() {
    sockets.incrementAndGet();
  }

  void left() {
    sockets.decrementAndGet();
  }
}
