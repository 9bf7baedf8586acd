package verticles.notify;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Something to tell.
 *
 * @param type what happened, for example {@code node.left}
 * @param key what it happened to: a slow reader gets only the newest of the same topic, type and
 *     key; empty when each one counts
 * @param payload a JSON object, at most 16 KiB
 * @param once names the event for the whole cluster, so that several nodes may tell it and it is
 *     told once; empty when only one knows of it
 */
public record Notice(
    Topic topic, Audience audience, String type, String key, String payload, String once) {
  private static final int LARGEST = 16 * 1024;
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*){0,3}");

  /**
   * Refuses what no client could take.
   *
   * @throws IllegalArgumentException for a type that is no dotted lower-case name, or a payload
   *     that is too large
   */
  public Notice {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("a type is like 'node.left', not '" + type + "'");
    }
    int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LARGEST) {
      throw new IllegalArgumentException(
          "the payload of %s has %d bytes; the most is %d".formatted(type, bytes, LARGEST));
    }
  }

  /** A notice of which each one counts. */
  public static Notice of(Topic topic, Audience audience, String type, JsonObject payload) {
    return new Notice(topic, audience, type, "", payload.encode(), "");
  }

  /** The same about that thing: a newer one takes its place. */
  public Notice about(String thing) {
    return new Notice(topic, audience, type, thing, payload, once);
  }

  /** The same, told once whoever tells it. */
  public Notice once(String event) {
    return new Notice(topic, audience, type, key, payload, event);
  }
}
