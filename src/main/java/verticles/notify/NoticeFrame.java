package verticles.notify;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One notification, or a word of the stream itself, as it goes over every wire; written once for
 * all its readers.
 */
public final class NoticeFrame {
  private static final long PASSING = -1;

  /** The topic of what a stream says about itself. */
  public static final String STREAM = "stream";

  private final long seq;
  private final String topic;
  private final String audience;
  private final String slot;
  private final String json;
  private final Buffer event;

  private NoticeFrame(
      long seq, String topic, String audience, String type, String key, String json) {
    this.seq = seq;
    this.topic = topic;
    this.audience = audience;
    this.slot = key.isEmpty() ? "" : topic + '\n' + type + '\n' + key + '\n' + audience;
    this.json = json;
    this.event = Buffer.buffer((seq >= 0 ? "id: " + seq + "\n" : "") + "data: " + json + "\n\n");
  }

  static NoticeFrame of(NotifyMessage.Entry entry) {
    String topic = entry.topic().label();
    return new NoticeFrame(
        entry.seq(),
        topic,
        entry.audience(),
        entry.type(),
        entry.key(),
        json(entry.seq(), topic, entry.type(), entry.at(), entry.payload()));
  }

  /** How something stands, without a number. */
  static NoticeFrame of(NotifyMessage.Word word) {
    String topic = word.topic().label();
    return new NoticeFrame(
        PASSING,
        topic,
        word.audience(),
        word.type(),
        word.key(),
        json(PASSING, topic, word.type(), word.at(), word.payload()));
  }

  /** A word of the stream; {@code seq} is how far its reader is. */
  static NoticeFrame control(long seq, String type, Instant at, String payload) {
    return new NoticeFrame(seq, STREAM, "", type, "", json(seq, STREAM, type, at, payload));
  }

  private static String json(long seq, String topic, String type, Instant at, String payload) {
    return "{%s\"topic\":%s,\"type\":%s,\"at\":\"%s\",\"payload\":%s}"
        .formatted(
            seq == PASSING ? "" : "\"seq\":" + seq + ",",
            Json.encode(topic),
            Json.encode(type),
            at.truncatedTo(ChronoUnit.MILLIS),
            // a line break between two fields would end an event too early
            payload.replaceAll("[\r\n]", " "));
  }

  /** Whether it has no number: it is sent to who is there, and never again. */
  boolean isPassing() {
    return seq == PASSING;
  }

  /** Its number; what a client has up to it, it has whole. */
  public long seq() {
    return seq;
  }

  String topic() {
    return topic;
  }

  /** The {@linkplain Audience#text() text} of who it is for; empty for a word of the stream. */
  public String audience() {
    return audience;
  }

  /** What a newer frame replaces it for; empty when it is never replaced. */
  String slot() {
    return slot;
  }

  /** The JSON document: a text frame of a WebSocket. */
  public String json() {
    return json;
  }

  /** The same as a server-sent event; must not be changed. */
  public Buffer event() {
    return event;
  }
}
