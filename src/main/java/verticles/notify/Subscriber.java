package verticles.notify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * One client of a stream: what it may see, what it wants, how far it is, and what waits for it.
 * Used on its event loop only.
 */
public final class Subscriber {
  /** A token that is revoked ends its streams within five seconds. */
  private static final long CHECK_MILLIS = 3000;

  private final SubscriberGroup group;
  private final StreamToken token;
  private final Wire wire;
  private final Outbox outbox;
  private final Set<String> audiences = new HashSet<>();
  private final Set<Topic> topics = EnumSet.noneOf(Topic.class);
  private final Set<String> labels = new HashSet<>();
  private long cursor;
  private long movedMillis;
  private long spokeMillis;
  private long checkedMillis;
  private long missedInAll;
  private boolean replaying = true;
  private boolean ended;

  Subscriber(
      SubscriberGroup group, StreamToken token, Collection<Topic> topics, Wire wire, int queue) {
    this.group = group;
    this.token = token;
    this.wire = wire;
    this.outbox = new Outbox(queue);
    Audience.of(token.caller()).forEach(audience -> audiences.add(audience.text()));
    want(topics);
    moved(group.nowMillis());
    checkedMillis = group.nowMillis();
  }

  Set<Topic> topics() {
    return topics;
  }

  /** Wants these topics too, from now on. */
  public void subscribe(Collection<Topic> more) {
    want(more);
    sayTopics();
  }

  /** Wants these topics no more. */
  public void unsubscribe(Collection<Topic> less) {
    topics.removeAll(less);
    less.forEach(topic -> labels.remove(topic.label()));
    sayTopics();
  }

  private void want(Collection<Topic> more) {
    topics.addAll(more);
    more.forEach(topic -> labels.add(topic.label()));
  }

  private void sayTopics() {
    say("subscribed", topicsOnly());
  }

  private JsonObject topicsOnly() {
    return new JsonObject()
        .put(
            "topics",
            new JsonArray(topics.stream().map(Topic::label).collect(Collectors.toList())));
  }

  /** Says who and how far the client is. */
  void welcome(long heartbeatSeconds) {
    say(
        "welcome",
        topicsOnly().put("user", token.caller().user()).put("heartbeatSeconds", heartbeatSeconds));
  }

  /** Begins after that number, which has no frames before it that are wanted. */
  void begin(long seq) {
    cursor = seq;
  }

  /** What it missed, and then what came while that was looked up. */
  void replayed(Replay replay) {
    switch (replay) {
      case Replay.Whole whole -> whole.frames().forEach(this::write);
      case Replay.Gap gap -> sayGap(gap.reason(), gap.upTo());
    }
    cursor = Math.max(cursor, replay.upTo());
    live();
  }

  /** The stream goes on with a hole in it, and the client is told. */
  void sayGap(String reason, long seq) {
    cursor = seq;
    say("snapshot", new JsonObject().put("reason", reason));
  }

  void live() {
    replaying = false;
    drain();
  }

  void offer(NoticeFrame frame) {
    if (ended
        || isOld(frame)
        || !labels.contains(frame.topic())
        || !audiences.contains(frame.audience())) {
      return;
    }
    if (replaying || !outbox.isEmpty() || wire.full()) {
      outbox.offer(frame);
    } else {
      write(frame);
    }
  }

  private boolean isOld(NoticeFrame frame) {
    return !frame.isPassing() && frame.seq() <= cursor;
  }

  /** Sends what waits, as long as the wire takes it. */
  public void drain() {
    while (!ended && !replaying && !wire.full()) {
      outbox.takeMissed().ifPresent(this::sayMissed);
      Optional<NoticeFrame> next = outbox.poll();
      if (next.isEmpty()) {
        return;
      }
      if (!isOld(next.get())) {
        write(next.get());
      }
    }
  }

  private void sayMissed(Outbox.Missed missed) {
    missedInAll += missed.dropped();
    group.missed(missed);
    say(
        "dropped",
        new JsonObject().put("dropped", missed.dropped()).put("conflated", missed.conflated()));
  }

  private void write(NoticeFrame frame) {
    if (!ended) {
      cursor = frame.isPassing() ? cursor : frame.seq();
      moved(group.nowMillis());
      group.sent();
      wire.send(frame);
    }
  }

  private void moved(long nowMillis) {
    movedMillis = nowMillis;
    spokeMillis = nowMillis;
  }

  private void say(String type, JsonObject payload) {
    if (!ended) {
      spokeMillis = group.nowMillis();
      wire.send(group.control(cursor, type, payload));
    }
  }

  /** Answers a client that asks whether the server is there. */
  public void pong() {
    say("pong", new JsonObject());
  }

  /** Tells the client what was wrong with its message. */
  public void refuse(String detail) {
    say("error", new JsonObject().put("detail", detail));
  }

  /** Ends what must not go on, and keeps a quiet stream open. */
  void tend(long nowMillis, long heartbeatMillis, long patienceMillis) {
    if (ended) {
      return;
    }
    if (nowMillis - checkedMillis >= CHECK_MILLIS || nowMillis >= token.untilMillis()) {
      checkedMillis = nowMillis;
      token.check(nowMillis, () -> group.later(() -> end(StreamEnd.UNAUTHENTICATED)));
    }
    if (nowMillis - movedMillis >= patienceMillis && isStuck()) {
      outbox.takeMissed().ifPresent(missed -> missedInAll += missed.dropped());
      missedInAll += outbox.size();
      end(StreamEnd.SLOW);
    } else if (nowMillis - spokeMillis >= heartbeatMillis && !wire.full() && !replaying) {
      if (outbox.isEmpty()) {
        cursor = Math.max(cursor, group.position());
      }
      say("heartbeat", new JsonObject());
    }
  }

  private boolean isStuck() {
    return !replaying && !outbox.isEmpty();
  }

  /** Ends the stream and says why, how much was missed, and when to come back. */
  public void end(StreamEnd why) {
    if (!ended) {
      ended = true;
      group.remove(this);
      JsonObject payload =
          new JsonObject()
              .put("code", why.code())
              .put("reason", why.reason())
              .put("missed", missedInAll)
              .put("retryMillis", ThreadLocalRandom.current().nextInt(500, 8000));
      wire.end(why, group.control(cursor, "closing", payload));
    }
  }

  /** The client is gone. */
  public void gone() {
    ended = true;
    group.remove(this);
  }
}
