package verticles.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.BridgeEventType;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.regex.Pattern;
import verticles.identity.Caller;
import verticles.notify.StreamEnd;
import verticles.notify.StreamToken;

/** One browser on the bridge: who it is, and what it may do. Used on its event loop only. */
final class BridgeSocket {
  private static final long CHECK_MILLIS = 3000;

  private static final int MOST_REPLIES = 20;
  private static final Pattern UUID = Pattern.compile("[0-9a-fA-F-]{36}");

  private final SockJSSocket socket;
  private final StreamToken token;
  private final MessageRate rate;
  private final InstantSource clock;
  private final LinkedHashSet<String> replies = new LinkedHashSet<>();
  private long checkedMillis;
  private long stuckSinceMillis = -1;
  private long missed;

  BridgeSocket(SockJSSocket socket, StreamToken token, int perSecond, InstantSource clock) {
    this.socket = socket;
    this.token = token;
    this.clock = clock;
    this.rate = new MessageRate(perSecond, clock);
    this.checkedMillis = clock.millis();
  }

  /**
   * Whether a message may pass; what it carries is changed to what may.
   *
   * @param message as it goes on: headers of the client are replaced by those of the server
   */
  boolean allows(BridgeEventType type, JsonObject message) {
    String address = message.getString("address", "");
    return switch (type) {
      case SEND ->
          inTime() && BridgeRules.maySend(address) && awaitReply(message) && identify(message);
      case REGISTER -> inTime() && BridgeRules.mayHear(caller(), address);
      case RECEIVE ->
          replies.remove(address) || (BridgeRules.mayHear(caller(), address) && hasRoom(message));
      case UNREGISTER, SOCKET_PING -> inTime();
      case PUBLISH -> false;
      case SOCKET_CREATED, SOCKET_CLOSED, SOCKET_IDLE, SOCKET_ERROR, REGISTERED -> true;
    };
  }

  /** A client names the address of its reply: it must be one that nobody else could have. */
  private boolean awaitReply(JsonObject message) {
    String reply = message.getString("replyAddress");
    if (reply == null) {
      return true;
    }
    if (replies.size() >= MOST_REPLIES) {
      replies.removeFirst();
    }
    return UUID.matcher(reply).matches() && replies.add(reply);
  }

  private Caller caller() {
    return token.verified().caller();
  }

  private boolean inTime() {
    if (rate.allows()) {
      return true;
    }
    close(StreamEnd.TOO_MANY);
    return false;
  }

  private boolean identify(JsonObject message) {
    message.put(
        "headers",
        new JsonObject()
            .put("user", caller().user())
            .put("organisation", caller().organisation())
            .put("role", caller().role().label()));
    return true;
  }

  /** A browser that does not read gets nothing more, and is told how much that was. */
  private boolean hasRoom(JsonObject message) {
    if (socket.writeQueueFull()) {
      missed++;
      stuckSinceMillis = stuckSinceMillis < 0 ? clock.millis() : stuckSinceMillis;
      return false;
    }
    stuckSinceMillis = -1;
    message.remove("headers");
    if (missed > 0) {
      message.put("headers", new JsonObject().put("missed", Long.toString(missed)));
      missed = 0;
    }
    return true;
  }

  void tend(Duration patience) {
    long now = clock.millis();
    if (stuckSinceMillis >= 0 && socket.writeQueueFull()) {
      if (now - stuckSinceMillis >= patience.toMillis()) {
        close(StreamEnd.SLOW);
        return;
      }
    } else {
      stuckSinceMillis = -1;
    }
    if (now - checkedMillis >= CHECK_MILLIS) {
      checkedMillis = now;
      token.check(now, () -> close(StreamEnd.UNAUTHENTICATED));
    }
  }

  void close(StreamEnd why) {
    socket.close(why.code(), why.reason());
  }
}
