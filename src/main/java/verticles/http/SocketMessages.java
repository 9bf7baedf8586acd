package verticles.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.notify.StreamEnd;
import verticles.notify.Subscriber;
import verticles.notify.Topic;

/** What a client of the WebSocket says: subscribe, unsubscribe, ping. For one event loop. */
final class SocketMessages {
  private static final String FORM =
      "A message is {\"action\": \"subscribe\", \"unsubscribe\" or \"ping\", \"topics\": [...]}"
          + " with the topics tasks, alerts, kpis and system.";

  private final Subscriber subscriber;
  private final MessageRate rate;

  SocketMessages(Subscriber subscriber, int perSecond, InstantSource clock) {
    this.subscriber = subscriber;
    this.rate = new MessageRate(perSecond, clock);
  }

  void binary() {
    subscriber.end(StreamEnd.MALFORMED);
  }

  void text(String message) {
    if (!rate.allows()) {
      subscriber.end(StreamEnd.TOO_MANY);
      return;
    }
    JsonObject asked;
    try {
      asked = new JsonObject(message);
    } catch (DecodeException malformed) {
      subscriber.end(StreamEnd.MALFORMED);
      return;
    }
    Optional<List<Topic>> topics = topics(asked.getValue("topics"));
    String action = asked.getValue("action") instanceof String text ? text : "";
    if (action.equals("ping")) {
      subscriber.pong();
    } else if (action.equals("subscribe") && topics.isPresent()) {
      subscriber.subscribe(topics.get());
    } else if (action.equals("unsubscribe") && topics.isPresent()) {
      subscriber.unsubscribe(topics.get());
    } else {
      subscriber.refuse(FORM);
    }
  }

  private static Optional<List<Topic>> topics(@Nullable Object value) {
    if (!(value instanceof JsonArray named)) {
      return Optional.empty();
    }
    List<Topic> topics = new ArrayList<>();
    for (Object name : named) {
      Optional<Topic> topic = name instanceof String label ? Topic.of(label) : Optional.empty();
      if (topic.isEmpty()) {
        return Optional.empty();
      }
      topics.add(topic.get());
    }
    return Optional.of(topics);
  }
}
