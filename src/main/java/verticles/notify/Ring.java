package verticles.notify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The newest frames of the log in memory, without a gap. For one thread at a time. */
final class Ring {
  private final int most;
  private final Deque<NoticeFrame> frames = new ArrayDeque<>();
  private long from;
  private long head;

  /** A ring that begins after {@code head}. */
  Ring(int most, long head) {
    this.most = most;
    restart(head);
  }

  /** Forgets everything and goes on after that number. */
  void restart(long newHead) {
    frames.clear();
    from = newHead;
    head = newHead;
  }

  long head() {
    return head;
  }

  /**
   * Takes the entries that follow, in order; those it has already are left out.
   *
   * @return the new frames; empty when the entries begin after a gap
   */
  Optional<List<NoticeFrame>> add(List<NotifyMessage.Entry> entries) {
    List<NoticeFrame> added = new ArrayList<>();
    for (NotifyMessage.Entry entry : entries) {
      if (entry.seq() > head + 1) {
        return added.isEmpty() ? Optional.empty() : Optional.of(added);
      }
      if (entry.seq() == head + 1) {
        NoticeFrame frame = NoticeFrame.of(entry);
        head++;
        frames.add(frame);
        added.add(frame);
        if (frames.size() > most) {
          from = frames.remove().seq();
        }
      }
    }
    return Optional.of(added);
  }

  /** All frames after a number; empty when they are not all here. */
  Optional<List<NoticeFrame>> after(long seq) {
    return seq < from || seq > head
        ? Optional.empty()
        : Optional.of(frames.stream().filter(frame -> frame.seq() > seq).toList());
  }
}
