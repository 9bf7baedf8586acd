package verticles.notify;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What waits for one slow client, in order and bounded. A newer frame of the same slot takes the
 * place of the older; when it is full the oldest is dropped. Both are counted. For one thread.
 */
final class Outbox {
  private final int most;
  private final LinkedHashMap<Object, NoticeFrame> waiting = new LinkedHashMap<>();
  private long conflated;
  private long dropped;

  /**
   * What a client did not get since it was told last.
   *
   * @param conflated replaced by newer ones
   * @param dropped because too many waited
   */
  record Missed(long conflated, long dropped) {}

  Outbox(int most) {
    this.most = most;
  }

  void offer(NoticeFrame frame) {
    Object place = frame.slot().isEmpty() ? frame : frame.slot();
    if (waiting.remove(place) != null) {
      conflated++;
    } else if (waiting.size() >= most) {
      dropOldest();
    }
    waiting.put(place, frame);
  }

  private void dropOldest() {
    Iterator<NoticeFrame> oldest = waiting.values().iterator();
    oldest.next();
    oldest.remove();
    dropped++;
  }

  /** The oldest that waits, taken out. */
  Optional<NoticeFrame> poll() {
    Iterator<NoticeFrame> oldest = waiting.values().iterator();
    if (!oldest.hasNext()) {
      return Optional.empty();
    }
    NoticeFrame frame = oldest.next();
    oldest.remove();
    return Optional.of(frame);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /** What was missed since the last call; empty when nothing was. */
  Optional<Missed> takeMissed() {
    if (conflated == 0 && dropped == 0) {
      return Optional.empty();
    }
    Missed missed = new Missed(conflated, dropped);
    conflated = 0;
    dropped = 0;
    return Optional.of(missed);
  }
}
