package verticles.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import verticles.egress.EgressRequest;

/**
 * What is sent, the same in every attempt.
 *
 * @param id by which a receiver knows what it has already
 */
record Delivery(String id, String body) {
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final long LARGEST_ANSWER = 64 * 1024;

  /** The delivery of a task. Its time is that of the task, which its id begins with. */
  static Delivery of(UUID task, WebhookEvent event) {
    Instant asked = Instant.ofEpochMilli(task.getMostSignificantBits() >>> 16);
    JsonObject body =
        new JsonObject()
            .put("type", event.event())
            .put("timestamp", asked.toString())
            .put("data", event.data());
    return new Delivery("msg_" + task, body.encode());
  }

  /**
   * One attempt.
   *
   * @param now is signed with it, so that nobody can send it again much later
   */
  EgressRequest request(URI address, SigningSecrets secrets, Instant now) {
    long timestamp = now.getEpochSecond();
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "User-Agent",
            "SpinReserve-Webhooks",
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(timestamp),
            "webhook-signature",
            secrets.sign(id, timestamp, body));
    return new EgressRequest(
        "POST", address, headers, Buffer.buffer(body), DEADLINE, LARGEST_ANSWER);
  }
}
