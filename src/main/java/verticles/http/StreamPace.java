package verticles.http;

/** How far the reader of one stream of HTTP/2 is; looked at now and then. */
final class StreamPace {
  private long credit;
  private long sent;
  private long sentBefore;
  private boolean waiting;
  private long waitingSinceMillis;
  private long movedAtMillis;

  /** The reader lets so many bytes more be sent. */
  void credit(int bytes) {
    credit += bytes;
  }

  /**
   * Looks at it.
   *
   * @param waitingNow whether something waits until the reader gives credit
   * @param window what it began with, less what is left of all its credit
   */
  void look(boolean waitingNow, long window, long nowMillis) {
    long sentNow = window + credit;
    if (waitingNow && !waiting) {
      waitingSinceMillis = nowMillis;
      sentBefore = sentNow;
    }
    if (!waiting || sentNow != sent) {
      movedAtMillis = nowMillis;
    }
    waiting = waitingNow;
    sent = sentNow;
  }

  boolean isWaiting() {
    return waiting;
  }

  /** Whether nothing was sent for so long, or less than a reader takes beyond it. */
  boolean isOverdue(long nowMillis, long writeMillis) {
    long worth = (sent - sentBefore) * 1000 / OpenConnection.BYTES_PER_SECOND;
    return waiting
        && (nowMillis - movedAtMillis > writeMillis
            || nowMillis - waitingSinceMillis > writeMillis + worth);
  }
}
