package verticles.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import verticles.coherence.CoherenceMessage.Again;
import verticles.coherence.CoherenceMessage.Heartbeat;
import verticles.coherence.CoherenceMessage.Missed;
import verticles.coherence.CoherenceMessage.Numbered;
import verticles.invalidation.Invalidation;

/** Numbers what this node sends, and keeps the last of it for those who missed it. */
final class Outbox {
  private final String sender;
  private final String incarnation = UUID.randomUUID().toString();
  private final @Nullable Numbered[] ring;
  private long newest;

  Outbox(String sender, int kept) {
    this.sender = sender;
    this.ring = new Numbered[kept];
  }

  synchronized Numbered number(Invalidation invalidation, Depth depth) {
    Numbered message = new Numbered(sender, incarnation, ++newest, depth, invalidation);
    ring[(int) (newest % ring.length)] = message;
    return message;
  }

  synchronized Heartbeat heartbeat() {
    return new Heartbeat(sender, incarnation, newest);
  }

  /** What is still kept of what somebody missed; nothing of another life. */
  synchronized Again again(Missed missed) {
    List<Numbered> messages = new ArrayList<>();
    if (missed.incarnation().equals(incarnation)) {
      long from = Math.max(missed.from(), newest - ring.length + 1);
      for (long number = Math.max(1, from); number <= Math.min(missed.to(), newest); number++) {
        Numbered kept = ring[(int) (number % ring.length)];
        if (kept != null) {
          messages.add(kept);
        }
      }
    }
    return new Again(messages);
  }
}
