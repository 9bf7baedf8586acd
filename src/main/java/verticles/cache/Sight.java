package verticles.cache;

/**
 * What the marks of an entry were before its load began. Asking whether they still are costs one
 * comparison as long as nothing at all was invalidated in between.
 */
final class Sight {
  private final Marks marks;
  private final Mark[] seen;
  private final int[] removals;
  private final int[] expiries;

  /** Written by several threads without a lock: each writes an epoch that it has checked. */
  private int checkedEpoch;

  Sight(Marks marks, Mark[] seen) {
    this.marks = marks;
    this.seen = seen;
    this.removals = new int[seen.length];
    this.expiries = new int[seen.length];
    this.checkedEpoch = marks.epoch();
    for (int i = 0; i < seen.length; i++) {
      removals[i] = seen[i].removals();
      expiries[i] = seen[i].expiries();
    }
  }

  /** Whether nothing that covers the entry was invalidated. */
  boolean isCurrent() {
    int epoch = marks.epoch();
    if (epoch == checkedEpoch) {
      return true;
    } else if (isRemoved() || isExpired()) {
      return false;
    }
    checkedEpoch = epoch;
    return true;
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
