package verticles.webhook;

import io.vertx.core.json.JsonObject;

/**
 * Something that a webhook tells.
 *
 * @param webhook the name of the webhook
 * @param event what happened, for example {@code task.failed}
 * @param data about it
 */
public record WebhookEvent(String webhook, String event, JsonObject data) {
  /** As the payload of a task. */
  JsonObject json() {
    return new JsonObject().put("webhook", webhook).put("event", event).put("data", data);
  }
}
