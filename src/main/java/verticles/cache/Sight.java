package verticles.cache;

/** What the marks of an entry were before its load began. */
final class Sight {
  private final Marks marks;
  private final Mark[] seen;
  private final int[] removals;
  private final int[] expiries;
  private final int epoch;

  Sight(Marks marks, Mark[] seen) {
    this.marks = marks;
    this.seen = seen;
    this.removals = new int[seen.length];
    this.expiries = new int[seen.length];
    this.epoch = marks.epoch();
    for (int i = 0; i < seen.length; i++) {
      removals[i] = seen[i].removals();
      expiries[i] = seen[i].expiries();
    }
  }

  Marks marks() {
    return marks;
  }

  /** The epoch in which it was taken. */
  int epoch() {
    return epoch;
  }

  /** Whether nothing that covers the entry was invalidated. */
  boolean isCurrent() {
    return marks.epoch() == epoch || (!isRemoved() && !isExpired());
  }

  boolean isRemoved() {
    for (int i = 0; i < seen.length; i++) {
      if (seen[i].removals() != removals[i]) {
        return true;
      }
    }
    return false;
  }

  boolean isExpired() {
    for (int i = 0; i < seen.length; i++) {
      if (seen[i].expiries() != expiries[i]) {
        return true;
      }
    }
    return false;
  }
}
