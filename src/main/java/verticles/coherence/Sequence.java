package verticles.coherence;

import java.util.TreeSet;

/**
 * The numbers heard of one life of a sender. A number that comes out of turn opens a gap; one that
 * is not closed soon is doubted. Not safe for several threads.
 */
final class Sequence {
  private final String incarnation;
  private final TreeSet<Long> ahead = new TreeSet<>();
  private long complete;
  private long newest;
  private long openedAt;
  private long doubtedAt;
  private long askedAt;
  private boolean open;
  private boolean doubted;

  /**
   * A sequence of which everything up to a number is known or not needed.
   *
   * @param complete 0 when nothing is
   */
  Sequence(String incarnation, long complete) {
    this.incarnation = incarnation;
    this.complete = complete;
    this.newest = complete;
  }

  String incarnation() {
    return incarnation;
  }

  /** A numbered message has been applied. */
  void heard(long number, long now) {
    if (number > complete) {
      ahead.add(number);
      while (!ahead.isEmpty() && ahead.first() == complete + 1) {
        complete = ahead.removeFirst();
      }
    }
    promised(number, now);
  }

  /** The sender says that it has used the numbers up to this one. */
  void promised(long number, long now) {
    newest = Math.max(newest, number);
    boolean gap = complete < newest;
    if (gap && !open) {
      openedAt = now;
    }
    open = gap;
  }

  /** Whether a number is missing. */
  boolean isOpen() {
    return open;
  }

  boolean isDoubted() {
    return doubted;
  }

  /** Whether the gap has been open for so long that the network did not just reorder. */
  boolean isSuspect(long now, long patience) {
    return open && !doubted && now - openedAt >= patience;
  }

  /** Whether the sender was given all the time it gets to close the gap. */
  boolean isLost(long now, long patience) {
    return open && doubted && now - doubtedAt >= patience;
  }

  void doubt(long now) {
    doubted = true;
    doubtedAt = now;
    askedAt = now;
  }

  /** Whether the sender should be asked once more: a question or its answer may be lost too. */
  boolean asksAgain(long now, long patience) {
    boolean again = open && doubted && now - askedAt >= patience;
    askedAt = again ? now : askedAt;
    return again;
  }

  void trust() {
    doubted = false;
  }

  /** What is missing is given up. */
  void skip() {
    complete = newest;
    ahead.clear();
    open = false;
  }

  long firstMissing() {
    return complete + 1;
  }

  /** The last number below the next one that is known. */
  long lastMissing() {
    return ahead.isEmpty() || ahead.last() < newest ? newest : ahead.last() - 1;
  }

  long missing() {
    return newest - complete - ahead.size();
  }
}
