package verticles.coherence;

import java.util.List;
import verticles.bus.Address;
import verticles.invalidation.Invalidation;

/** What nodes tell each other about invalidations. */
sealed interface CoherenceMessage {
  /** Heard by every node; what is missed there is asked for again. */
  Address NEWS = Address.all("coherence.news");

  /** Answered by one node. */
  Address NODE = Address.exact("coherence.node");

  /**
   * One invalidation, with its number.
   *
   * @param incarnation tells the numbers of a sender's lives apart
   * @param sequence counts from 1
   * @param depth how far it was applied before it was sent
   */
  record Numbered(
      String sender, String incarnation, long sequence, Depth depth, Invalidation invalidation)
      implements CoherenceMessage {}

  /** Said each second: the newest number that the sender has used; 0 for none. */
  record Heartbeat(String sender, String incarnation, long newest) implements CoherenceMessage {}

  /** A numbered message was applied. */
  record Confirmed() implements CoherenceMessage {}

  /** Asks for a heartbeat. */
  record Hello() implements CoherenceMessage {}

  /** Asks for numbered messages again, both numbers included. */
  record Missed(String incarnation, long from, long to) implements CoherenceMessage {}

  /** What is still there of what was asked for. */
  record Again(List<Numbered> messages) implements CoherenceMessage {

    /** Keeps a copy of the list. */
    public Again {
      messages = List.copyOf(messages);
    }
  }
}
