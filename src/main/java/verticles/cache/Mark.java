package verticles.cache;

/**
 * Counts the invalidations of one tag, of one namespace, or of everything. What was loaded under
 * other numbers no longer counts.
 */
final class Mark {
  private volatile int removals;
  private volatile int expiries;

  int removals() {
    return removals;
  }

  int expiries() {
    return expiries;
  }

  synchronized void remove() {
    removals++;
  }

  synchronized void expire() {
    expiries++;
  }
}
