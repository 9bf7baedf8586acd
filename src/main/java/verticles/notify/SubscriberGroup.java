package verticles.notify;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of one event loop; made and used on that loop only. */
public final class SubscriberGroup {
  private static final Logger LOGGER = LoggerFactory.getLogger(SubscriberGroup.class);

  private final Notifications notifications;
  private final NotifyConfig config;
  private final StreamCounts counts;
  private final InstantSource clock;
  private final Executor loop;
  private final Set<Subscriber> subscribers = new LinkedHashSet<>();
  private final Runnable forget;
  private final Runnable forgetBreaks;
  private long position;

  /**
   * A group that listens from now on.
   *
   * @param loop runs on the group's event loop
   */
  SubscriberGroup(
      Notifications notifications,
      NotifyConfig config,
      StreamCounts counts,
      InstantSource clock,
      Executor loop) {
    this.notifications = notifications;
    this.config = config;
    this.counts = counts;
    this.clock = clock;
    this.loop = loop;
    this.position = notifications.head();
    this.forget = notifications.listen(frame -> loop.execute(() -> publish(frame)));
    this.forgetBreaks = notifications.onBreak(() -> loop.execute(this::breakOff));
  }

  private void publish(NoticeFrame frame) {
    if (!frame.isPassing()) {
      position = frame.seq();
    }
    // one that is ended by a failed write leaves the set meanwhile
    for (Subscriber subscriber : List.copyOf(subscribers)) {
      subscriber.offer(frame);
    }
  }

  private void breakOff() {
    position = notifications.head();
    for (Subscriber subscriber : List.copyOf(subscribers)) {
      subscriber.sayGap("The server lost notifications.", position);
    }
  }

  /**
   * Adds a client.
   *
   * @param lastSeq the last number it has; empty: only what comes from now on
   */
  public Subscriber join(
      StreamToken token, Collection<Topic> topics, OptionalLong lastSeq, Wire wire) {
    Subscriber subscriber = new Subscriber(this, token, topics, wire, config.queue());
    subscribers.add(subscriber);
    counts.open().incrementAndGet();
    subscriber.begin(lastSeq.orElse(position));
    subscriber.welcome(config.heartbeat().toSeconds());
    if (lastSeq.isEmpty()) {
      subscriber.live();
      return subscriber;
    }
    notifications
        .since(lastSeq.getAsLong(), token.caller(), Set.copyOf(subscriber.topics()))
        .onComplete(
            read ->
                loop.execute(
                    () -> {
                      if (read.succeeded()) {
                        subscriber.replayed(read.result());
                      } else {
                        LOGGER.atDebug().setCause(read.cause()).log("nothing could be replayed");
                        subscriber.sayGap("What you missed cannot be read now.", position);
                        subscriber.live();
                      }
                    }));
    return subscriber;
  }

  /** Ends what must end and keeps the others open; called about once a second. */
  public void tend() {
    long now = nowMillis();
    for (Subscriber subscriber : List.copyOf(subscribers)) {
      subscriber.tend(now, config.heartbeat().toMillis(), config.slowPatience().toMillis());
    }
  }

  /** Ends every stream; the clients come back, spread over some seconds, to another node. */
  public void close() {
    forget.run();
    forgetBreaks.run();
    List.copyOf(subscribers).forEach(subscriber -> subscriber.end(StreamEnd.LEAVING));
  }

  void remove(Subscriber subscriber) {
    if (subscribers.remove(subscriber)) {
      counts.open().decrementAndGet();
    }
  }

  NoticeFrame control(long seq, String type, JsonObject payload) {
    return NoticeFrame.control(seq, type, Instant.ofEpochMilli(nowMillis()), payload.encode());
  }

  void later(Runnable action) {
    loop.execute(action);
  }

  long position() {
    return position;
  }

  long nowMillis() {
    return clock.millis();
  }

  void sent() {
    counts.sent().increment();
  }

  void missed(Outbox.Missed missed) {
    counts.conflated().add(missed.conflated());
    counts.dropped().add(missed.dropped());
  }
}
